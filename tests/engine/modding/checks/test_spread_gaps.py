from __future__ import annotations

from engine.modding.checks.spread_gaps import CHECK
from tests.builder import circles, difficulty
from tests.engine.modding.subjects import found, mapset


def of(version: str, *others: str, mode: int = 0) -> list[str]:
    beside = mapset(*(difficulty(*circles(1000), version=each, mode=mode) for each in others))
    return [
        one.expected for one in found(CHECK, difficulty(*circles(1000), version=version, mode=mode), beside)
    ]


def test_hard_is_missing_between_normal_and_insane() -> None:
    assert of("Insane", "Normal") == ["a Hard in between"]


def test_step_by_step_it_passes() -> None:
    assert of("Insane", "Normal", "Hard") == []
    assert of("Normal", "Insane") == []
    assert of("Insane") == []


def test_other_modes_do_not_fill_the_gap() -> None:
    beside = mapset(
        difficulty(*circles(1000), version="Normal"), difficulty(*circles(1000), version="Muzukashii", mode=1)
    )
    assert len(found(CHECK, difficulty(*circles(1000), version="Insane"), beside)) == 1
