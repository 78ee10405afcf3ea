"""osu!taiko: rhythm, colours, finishers and rests as the levels allow."""

from __future__ import annotations

import itertools

import pytest

from engine.modding.grid import divisor_at
from engine.osu import CLAP, FINISH, Circle, HitObject, Slider, Timing, end_time
from tests.engine.builtin.made import BEAT, OFFSET, made, stars_of

LEVELS = (1.5, 2.3, 3.3, 4.5, 5.5)


@pytest.mark.parametrize("stars", LEVELS)
def test_the_star_rating_is_met_on_the_grid_without_overlaps(stars: float) -> None:
    beatmap = made("taiko", stars)
    timing = Timing(beatmap.timing_points)
    assert beatmap.general.mode == 1
    assert stars_of(beatmap) == pytest.approx(stars, abs=0.4)
    ends = [end_time(each, beatmap, timing) for each in beatmap.objects]
    assert all(divisor_at(time, timing) is not None for time in [*(o.time for o in beatmap.objects), *ends])
    assert all(end < after.time for end, after in zip(ends, beatmap.objects[1:], strict=False))


def test_harder_means_denser() -> None:
    counts = [len(made("taiko", stars).objects) for stars in LEVELS]
    assert counts == sorted(counts)


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_both_drums_are_played_and_accents_are_finishers(seed: int) -> None:
    notes = [each for each in made("taiko", 4.0, seed).objects if isinstance(each, Circle)]
    kats = sum(bool(each.hitsound & CLAP) for each in notes) / len(notes)
    assert 0.2 < kats < 0.7
    assert any(each.hitsound & FINISH for each in notes)


def test_the_backbeat_is_a_kat_where_the_snare_is() -> None:
    beatmap = made("taiko", 3.0)
    on_beat = [(round((each.time - OFFSET) / BEAT), each) for each in beatmap.objects]
    on_beat = [(beat, each) for beat, each in on_beat if abs(each.time - OFFSET - beat * BEAT) < 3]
    snares = [each.hitsound & CLAP for beat, each in on_beat if beat % 2]
    kicks = [each.hitsound & CLAP for beat, each in on_beat if beat % 4 == 0]
    assert sum(map(bool, snares)) / len(snares) > sum(map(bool, kicks)) / len(kicks) + 0.3


def test_a_kantan_has_no_quarters_and_rests_three_beats_in_every_thirty_six() -> None:
    beatmap = made("taiko", 1.5)
    timing = Timing(beatmap.timing_points)
    gaps = [
        (two.time - end_time(one, beatmap, timing)) / BEAT for one, two in itertools.pairwise(beatmap.objects)
    ]
    assert min(gaps) > 0.49
    since = 0.0
    for gap in gaps:
        since = 0.0 if gap >= 2.95 else since + gap
        assert since <= 36


def test_quick_patterns_of_a_muzukashii_are_five_notes_at_most_and_hold_no_finisher() -> None:
    run: list[HitObject] = []
    for one, two in itertools.pairwise(made("taiko", 3.7).objects):
        if two.time - one.time < 0.3 * BEAT:
            run = run or [one]
            run.append(two)
            assert len(run) <= 5
            assert not any(each.hitsound & FINISH for each in run)
        else:
            run = []


def test_drumrolls_lie_where_the_song_lets_them_and_end_on_the_grid() -> None:
    count = 0
    for stars in LEVELS:
        beatmap = made("taiko", stars, seed=1, long_sounds=True)
        timing = Timing(beatmap.timing_points)
        rolls = [each for each in beatmap.objects if isinstance(each, Slider)]
        count += len(rolls)
        assert len(rolls) <= 0.3 * len(beatmap.objects)
        assert all(divisor_at(end_time(each, beatmap, timing), timing) in (1, 2, 3, 4) for each in rolls)
    assert count
