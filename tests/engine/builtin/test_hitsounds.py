"""Hitsounds: by what sounds, alike on repeats, one sample once in a chord."""

from __future__ import annotations

from itertools import groupby

from engine.osu import CLAP, FINISH, Slider, Timing
from tests.engine.builtin.made import BEAT, OFFSET, made


def test_claps_lie_on_the_backbeat_and_finishes_on_downbeats() -> None:
    beatmap = made("osu", 4.6)
    heads = [
        (each.time, each.edge_sounds[0] if isinstance(each, Slider) else each.hitsound)
        for each in beatmap.objects
    ]
    beats = [(round((time - OFFSET) / BEAT), sound) for time, sound in heads]
    claps = [beat for beat, sound in beats if sound & CLAP]
    assert len(claps) > 15
    assert sum(beat % 2 for beat in claps) > 0.9 * len(claps)
    finishes = [beat for beat, sound in beats if sound & FINISH]
    assert finishes
    assert all(beat % 4 == 0 for beat in finishes)


def test_loud_parts_are_louder() -> None:
    timing = Timing(made("osu", 4.6).timing_points)
    volumes = {point.volume for point in timing.points}
    assert len(volumes) > 1
    assert all(20 < volume <= 100 for volume in volumes)


def test_a_chord_sounds_each_addition_once() -> None:
    for _, row in groupby(made("mania", 4.5, key_count=7).objects, key=lambda each: each.time):
        assert sum(bool(each.hitsound) for each in row) <= 1


def test_no_eight_seconds_go_by_without_a_sound() -> None:
    beatmap = made("osu", 3.4)
    last = beatmap.objects[0].time
    for each in beatmap.objects:
        if each.hitsound or (isinstance(each, Slider) and any(each.edge_sounds)):
            last = each.time
        assert each.time - last < 8000
