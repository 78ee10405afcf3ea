from __future__ import annotations

from engine.modding.checks.lowest_difficulty import CHECK
from tests.builder import circles, difficulty
from tests.engine.modding.subjects import found, mapset


def lasting(seconds: int, version: str, mode: int = 0) -> bytes:
    return difficulty(*circles(0, seconds * 1000), version=version, mode=mode)


HARDER = mapset(lasting(120, "Insane"))


def test_two_minutes_need_a_normal() -> None:
    (one,) = found(CHECK, lasting(120, "Hard"), HARDER)
    assert (one.severity, one.found) == ("problem", "2:00")


def test_with_a_normal_they_pass() -> None:
    assert found(CHECK, lasting(120, "Hard"), mapset(lasting(120, "Normal"))) == []
    assert found(CHECK, lasting(120, "Normal"), HARDER) == []


def test_the_shortest_difficulty_counts() -> None:
    assert found(CHECK, lasting(151, "Hard"), mapset(lasting(151, "Insane"))) == []
    assert len(found(CHECK, lasting(151, "Hard"), HARDER)) == 1


def test_breaks_count_as_play() -> None:
    rested = difficulty(*circles(0, 155_000), version="Hard", breaks=("2,200,50000",))
    assert found(CHECK, rested, mapset(lasting(155, "Insane"))) == []


def test_taiko_needs_more() -> None:
    assert len(found(CHECK, lasting(180, "Muzukashii", 1), mapset(lasting(180, "Oni", 1)))) == 1


def test_a_map_of_which_nothing_else_is_known_passes() -> None:
    assert found(CHECK, lasting(60, "Insane")) == []
