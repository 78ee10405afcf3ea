from __future__ import annotations

import pytest

from engine.modding.consistency.timing_drift import CHECK, LATE
from tests.builder import circles, difficulty
from tests.engine.modding.consistency.test_unusual_onsets import MELODY
from tests.engine.modding.subjects import subject
from tests.onsets import onsets_at

BEATS = [1000 + 500 * i for i in range(128)]


def heard(shift: int) -> list[int]:
    """The song's beats as the analysis hears them, if they come `shift` ms after the map's."""
    return [round(each + LATE + shift) for each in BEATS]


@pytest.mark.parametrize("shift", [-2, 0, 2])
def test_a_careful_timing_passes(shift: int) -> None:
    assert (
        list(CHECK.find(subject(difficulty(*circles(*BEATS)), onsets=onsets_at(heard(shift), MELODY)))) == []
    )


@pytest.mark.parametrize(("shift", "said"), [(9, "9 ms early"), (-9, "9 ms late")])
def test_a_shift_of_the_whole_map_is_told_once(shift: int, said: str) -> None:
    (one,) = CHECK.find(subject(difficulty(*circles(*BEATS)), onsets=onsets_at(heard(shift), MELODY)))
    assert (one.found, one.time, one.objects, one.severity) == (said, None, (), "warning")


def test_a_part_that_drifts_is_told_where_it_is() -> None:
    song = [*heard(0)[:96], *heard(12)[96:]]
    (one,) = CHECK.find(subject(difficulty(*circles(*BEATS)), onsets=onsets_at(song, MELODY)))
    assert (one.time, one.found) == (BEATS[96], "12 ms early")


def test_a_song_that_cannot_be_heard_is_not_judged() -> None:
    assert list(CHECK.find(subject(difficulty(*circles(*BEATS))))) == []
