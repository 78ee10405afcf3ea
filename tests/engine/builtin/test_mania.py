"""osu!mania: columns, chords, jacks and holds as the levels allow, for every number of keys."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.modding.grid import divisor_at
from engine.osu import Beatmap, Hold, Timing, column
from tests.engine.builtin.made import BEAT, made, stars_of


def columns(beatmap: Beatmap) -> dict[int, list[tuple[float, float]]]:
    """Start and end of the notes of each column."""
    keys = int(beatmap.difficulty.circle_size)
    result: dict[int, list[tuple[float, float]]] = defaultdict(list)
    for each in beatmap.objects:
        end = each.end_time if isinstance(each, Hold) else each.time
        result[column(each.x, keys)].append((each.time, end))
    return result


@pytest.mark.parametrize("keys", [4, 7])
@pytest.mark.parametrize("stars", [1.5, 3.3, 5.0])
def test_the_star_rating_is_met_on_the_grid(keys: int, stars: float) -> None:
    beatmap = made("mania", stars, key_count=keys)
    timing = Timing(beatmap.timing_points)
    assert beatmap.difficulty.circle_size == keys
    assert stars_of(beatmap) == pytest.approx(stars, abs=0.4)
    for notes in columns(beatmap).values():
        assert all(divisor_at(time, timing) is not None for note in notes for time in note)


@settings(max_examples=12, deadline=None)
@given(
    keys=st.integers(1, 18), stars=st.sampled_from([1.5, 3.0, 5.0]), ratio=st.sampled_from([None, 0.0, 0.8])
)
def test_every_column_is_used_and_none_plays_two_notes_at_once(
    keys: int, stars: float, ratio: float | None
) -> None:
    beatmap = made("mania", stars, key_count=keys, hold_note_ratio=ratio)
    used = columns(beatmap)
    assert set(used) == set(range(keys))
    for notes in used.values():
        assert all(one[1] + 30 <= two[0] for one, two in itertools.pairwise(notes))


@pytest.mark.parametrize(("stars", "most"), [(1.5, 2), (2.4, 2), (3.5, 3), (6.0, 4)])
def test_chords_of_four_keys_are_no_larger_than_the_level_plays(stars: float, most: int) -> None:
    chords = Counter(each.time for each in made("mania", stars).objects)
    assert max(chords.values()) <= most


def test_jacks_are_slow_in_low_difficulties() -> None:
    for stars, least in ((1.5, 470), (2.4, 290), (3.5, 160)):
        for notes in columns(made("mania", stars)).values():
            assert all(two[0] - one[0] >= least for one, two in itertools.pairwise(notes))


def test_holds_are_as_many_as_wished_and_long_enough_to_hold() -> None:
    for ratio in (0.0, 0.3, 0.6):
        objects = made("mania", 3.3, key_count=7, hold_note_ratio=ratio).objects
        holds = [each for each in objects if isinstance(each, Hold)]
        assert len(holds) / len(objects) == pytest.approx(ratio, abs=0.05)
        assert all(each.end_time - each.time >= 0.24 * BEAT for each in holds)


def test_both_hands_play_alike() -> None:
    for keys in (4, 7, 10):
        counts = Counter(column(each.x, keys) for each in made("mania", 4.0, key_count=keys).objects)
        left = sum(count for each, count in counts.items() if each < keys // 2)
        right = sum(count for each, count in counts.items() if each >= keys - keys // 2)
        assert 0.75 < left / right < 1.33


def test_harder_means_more_notes() -> None:
    counts = [len(made("mania", stars).objects) for stars in (1.5, 2.3, 3.3, 4.5, 6.0)]
    assert counts == sorted(counts)


def longest_jack(beatmap: Beatmap, within: float) -> int:
    """Most rows in a row, each at most so many ms after the one before, that share a column."""
    rows = sorted({each.time for each in beatmap.objects})
    played = {(each.time, column(each.x, 4)) for each in beatmap.objects}
    longest = 0
    for each in range(4):
        run = 0
        for before, time in itertools.pairwise(rows):
            both = time - before <= within and (before, each) in played and (time, each) in played
            run = run + 1 if both else 0
            longest = max(longest, run + 1)
    return longest


@pytest.mark.parametrize("stars", [4.5, 5.5, 7.0])
def test_quick_rows_are_played_in_turns_not_as_one_long_jack(stars: float) -> None:
    for seed in (0, 1):
        assert longest_jack(made("mania", stars, seed), within=260) <= 4
