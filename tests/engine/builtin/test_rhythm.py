"""Rhythm: what repeats in the song repeats in the map, swing is mapped in thirds, levels are kept."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.builtin.chance import Chance
from engine.builtin.levels import LEVELS, level_number, paced
from engine.builtin.lines import find_kiai, kiai_of, lines
from engine.builtin.rhythm import choose
from engine.builtin.structure import Bar, bars_of, lifts
from engine.builtin.ticks import ticks_of
from engine.osu import TimingPoint
from engine.osu.timing import Timing
from engine.song import Song
from engine.song.synthesis import RATE, render
from tests.engine.builtin.made import BEAT, OFFSET, song
from tests.onsets import onsets_at


def heard(times: list[float], length: float) -> Song:
    onsets = onsets_at(times, (0.25, 0.25, 0.25, 0.25), length=length)
    result = Song(np.zeros(int(length * 44.1), np.float32), 44100, "heard")
    result.__dict__["onsets"] = onsets  # the cached property
    return result


def two_rhythms() -> tuple[Song, Timing]:
    """At 120 BPM: four bars of one rhythm, four of another, the first four again."""
    one, two = (0.0, 1.0, 1.5, 2.0, 3.0), (0.0, 0.5, 2.0, 2.5, 3.5)
    beats = [4.0 * bar + beat for bar in range(12) for beat in (two if 4 <= bar < 8 else one)]
    times = [1000 + 500 * beat for beat in beats]
    return heard(times, 26_000), Timing([TimingPoint(1000.0, 500.0)])


def test_bars_that_sound_alike_share_a_pattern() -> None:
    known, timing = two_rhythms()
    patterns = [bar.pattern for bar in bars_of(known, timing) if bar.activity > 0]
    assert patterns[0] == patterns[3] == patterns[8] == patterns[11]
    assert patterns[5] == patterns[6] != patterns[0]


def test_what_repeats_in_the_song_repeats_in_the_map() -> None:
    known, timing = two_rhythms()
    ticks = ticks_of(known, bars_of(known, timing))
    places: dict[int, set[int]] = defaultdict(set)
    for note in choose(known, ticks, 2.0, LEVELS["osu"][4]):
        places[note.bar].add(note.place)
    assert places[2] == places[3] == places[10]
    assert places[6] == places[7] != places[2]


def test_objects_lie_on_what_sounds() -> None:
    known, timing = two_rhythms()
    ticks = ticks_of(known, bars_of(known, timing))
    times = {note.time for note in choose(known, ticks, 2.0, LEVELS["osu"][4])}
    assert times <= set(known.onsets.times.tolist())
    assert len(times) > 40


def test_swing_is_mapped_in_thirds() -> None:
    swung = song(2 / 3)
    ticks = ticks_of(swung, bars_of(swung, Timing([TimingPoint(OFFSET, BEAT)])))
    notes = choose(swung, ticks, 4.0, LEVELS["osu"][3])
    assert sum(note.place % 24 == 16 for note in notes) > 0.2 * len(notes)
    assert not any(note.place % 24 in (6, 18) for note in notes)


def test_no_burst_is_longer_than_a_hand_can_play() -> None:
    known = song()
    notes = choose(
        known, ticks_of(known, bars_of(known, Timing([TimingPoint(OFFSET, BEAT)]))), 20.0, LEVELS["taiko"][4]
    )
    longest = count = 1
    for one, two in pairwise(notes):
        count = count + 1 if two.tick - one.tick < 50 else 1
        longest = max(longest, count)
    assert longest == 5


@pytest.mark.parametrize("offbeat", [0.5, 2 / 3])
@pytest.mark.parametrize("bpm", [75.0, 95.0, 130.0, 165.0, 205.0, 240.0])
def test_the_densest_rhythm_is_a_hard_stream_at_every_tempo(bpm: float, offbeat: float) -> None:
    beat = 60000 / bpm
    known = Song(render(np.arange(OFFSET, 24_000, beat), 24.0, 3, 4, offbeat), RATE, "rendered")
    ticks = ticks_of(known, bars_of(known, Timing([TimingPoint(OFFSET, beat)])))
    gaps = np.diff([note.tick for note in choose(known, ticks, 25.0, LEVELS["taiko"][4])])
    assert 39 <= gaps.min() <= 67
    assert 39 <= np.median(gaps) <= 80


def test_a_half_beat_of_a_slow_song_has_eighths_or_twelfths() -> None:
    known, beat = song(), 60000 / 95
    ticks = ticks_of(known, bars_of(known, Timing([TimingPoint(OFFSET, beat)])))
    hard, harder = (
        {(note.bar, note.place) for note in choose(known, ticks, density, LEVELS["taiko"][4])}
        for density in (6.0, 15.0)
    )
    assert all(place % 3 == 0 for _, place in hard)
    assert any(place % 6 in (2, 4) for _, place in harder)
    assert not any(place % 6 == 2 and (bar, place + 1) in harder for bar, place in harder)


def test_a_fine_snap_is_used_often_or_never() -> None:
    known = song()
    ticks = ticks_of(known, bars_of(known, Timing([TimingPoint(OFFSET, BEAT)])))
    for density in np.arange(5.0, 12.0, 0.25):
        notes = choose(known, ticks, float(density), LEVELS["taiko"][4])
        eighths = sum(note.place % 6 == 3 for note in notes)
        assert not 0 < eighths <= 3


def test_a_rest_is_kept_free_only_as_often_as_the_level_asks() -> None:
    known, timing = two_rhythms()
    level = LEVELS["osu"][1]
    notes = choose(known, ticks_of(known, bars_of(known, timing)), 1.5, level)
    kept = [note for note in notes if note.rest]
    pauses = sum(note.gap >= 500 for note in notes)
    assert 0 < len(kept) < pauses / 2
    played = [two.tick - one.tick - one.gap for one, two in pairwise(kept)]
    assert max(played) <= 500 * level.rest_every + 1


def test_silence_is_filled_in_loud_phrases_first() -> None:
    known = song()
    bars = bars_of(known, Timing([TimingPoint(OFFSET, BEAT)]))
    notes = choose(known, ticks_of(known, bars), 8.0, LEVELS["taiko"][4])
    quarters = [note.lift for note in notes if note.place % 12 == 6]
    assert np.mean(quarters) > np.mean([note.lift for note in notes]) + 0.05


@settings(deadline=None, max_examples=30)
@given(density=st.floats(0.2, 12), level=st.integers(0, 4), mode=st.sampled_from(list(LEVELS)))
def test_no_two_objects_are_closer_than_the_level_allows(density: float, level: int, mode: str) -> None:
    known, timing = two_rhythms()
    limits = next(levels for name, levels in LEVELS.items() if name == mode)[level]
    notes = choose(known, ticks_of(known, bars_of(known, timing)), density, limits)
    gaps = [two.tick - one.tick for one, two in pairwise(notes)]
    assert all(gap >= limits.closest * paced(500.0) - 1 for gap in gaps)


@pytest.mark.parametrize(
    ("stars", "level"),
    [(0, 0), (1.99, 0), (2, 1), (2.69, 1), (2.7, 2), (3.99, 2), (4, 3), (5.29, 3), (5.3, 4), (12, 4)],
)
def test_every_star_rating_has_a_level(stars: float, level: int) -> None:
    assert level_number(stars) == level


@given(beat=st.floats(20, 4000))
def test_the_beat_of_the_criteria_is_one_of_120_to_240_bpm(beat: float) -> None:
    assert 250 <= paced(beat) <= 500.001


@given(seed=st.integers(0, 2**63 - 1), place=st.lists(st.integers(-5, 10**6), max_size=4))
def test_chance_is_the_same_for_the_same_place(seed: int, place: list[int]) -> None:
    assert 0 <= Chance(seed).at(*place) == Chance(seed).at(*place) < 1


def test_chance_is_even() -> None:
    draws = [Chance(3).at(n, 7) for n in range(4000)]
    assert abs(sum(draws) / len(draws) - 0.5) < 0.02


def bar(number: int, loudness: float) -> Bar:
    return Bar(
        2000.0 * number, 2000.0 * (number + 1), 500.0, 4, number, number % 4 == 0, loudness, 4.0, False
    )


def test_the_lift_of_a_bar_is_the_share_of_calmer_phrases() -> None:
    loudness = (0.2, 0.2, 0.2, 0.2, 0.9, 0.7, 0.9, 0.7, 0.4, 0.4, 0.4, 0.4)
    bars = [bar(number, loud) for number, loud in enumerate(loudness)]
    assert lifts(bars) == [0.0] * 4 + [1.0] * 4 + [0.5] * 4


def test_kiai_begins_where_the_song_lifts() -> None:
    assert find_kiai([bar(n, 0.9 if 16 <= n < 28 else 0.4) for n in range(40)]) == [(32000.0, 56000.0)]


def test_lines_say_each_change_once_and_none_before_the_first_red_line() -> None:
    red = [TimingPoint(1000.0, 500.0), TimingPoint(9000.0, 400.0)]
    made = lines(red, [(0.0, 5000.0), (8000.0, 12000.0)], {1000.0: 1.0, 9000.0: 0.8})
    timing = Timing(made)
    assert made[0].uninherited
    assert kiai_of(timing, 20_000) == [(1000.0, 5000.0), (8000.0, 12000.0)]
    assert timing.slider_velocity_at(9500) == 0.8
    assert timing.slider_velocity_at(8999) == 1.0
    assert len(made) == 6


def test_nothing_lies_right_before_a_red_line_that_cuts_a_beat() -> None:
    red = [TimingPoint(0, 500, 4), TimingPoint(8155, 400, 4)]
    made = song()
    times = ticks_of(made, bars_of(made, Timing(red))).times
    before = times[times < 8155 - 1e-6]
    assert 8155 - before.max() >= 62
    assert 8155 in times
