"""Which notes of mania are held: alone where it is easy, beside other columns where it is not."""

from __future__ import annotations

import pytest

from engine.osu import Beatmap, Hold
from tests.engine.builtin.made import BEAT, made


def _beside(beatmap: Beatmap, hold: Hold) -> int:
    """Notes of other columns that begin while a hold lasts."""
    return sum(hold.time < each.time < hold.end_time for each in beatmap.objects if each.x != hold.x)


def _holds(beatmap: Beatmap) -> list[Hold]:
    return [each for each in beatmap.objects if isinstance(each, Hold)]


@pytest.mark.parametrize("stars", [1.6, 2.3])
def test_in_low_difficulties_nothing_else_is_played_during_a_hold(stars: float) -> None:
    beatmap = made("mania", stars)
    assert _holds(beatmap)
    assert all(_beside(beatmap, each) == 0 for each in _holds(beatmap))


@pytest.mark.parametrize("stars", [3.4, 4.5, 5.5])
def test_in_hard_difficulties_some_holds_last_while_other_columns_play(stars: float) -> None:
    beatmap = made("mania", stars)
    long = [each for each in _holds(beatmap) if each.end_time - each.time >= 0.9 * BEAT]
    beside = [each for each in long if _beside(beatmap, each) >= 2]
    assert len(beside) >= 10


@pytest.mark.parametrize("stars", [3.4, 4.5, 7.0])
def test_a_column_rests_after_its_hold(stars: float) -> None:
    beatmap = made("mania", stars)
    for hold in _holds(beatmap):
        following = [each.time for each in beatmap.objects if each.x == hold.x and each.time > hold.time]
        assert not following or min(following) - hold.end_time >= 59


@pytest.mark.parametrize("ratio", [0.0, 0.3])
def test_the_wished_share_of_holds_counts_long_ones_too(ratio: float) -> None:
    beatmap = made("mania", 4.5, hold_note_ratio=ratio)
    assert len(_holds(beatmap)) / len(beatmap.objects) == pytest.approx(ratio, abs=0.05)
