from __future__ import annotations

from engine.modding.checks.taiko_base_velocity import CHECK
from tests.builder import circles, difficulty
from tests.engine.modding.subjects import found, mapset


def at(velocity: float, version: str) -> bytes:
    return difficulty(*circles(1000), version=version, mode=1, settings={"SliderMultiplier": str(velocity)})


def test_another_than_1_4_in_the_whole_set_is_minor() -> None:
    (one,) = found(CHECK, at(1.6, "Oni"), mapset(at(1.6, "Futsuu")))
    assert (one.severity, one.key) == ("minor", "usual")


def test_up_and_down_again() -> None:
    (one,) = found(CHECK, at(1.4, "Oni"), mapset(at(1.2, "Kantan"), at(1.3, "Futsuu"), at(1.6, "Muzukashii")))
    assert (one.severity, one.key) == ("warning", "order")


def test_1_4_or_one_direction_passes() -> None:
    assert found(CHECK, at(1.4, "Oni"), mapset(at(1.4, "Futsuu"))) == []
    assert found(CHECK, at(1.6, "Oni"), mapset(at(1.2, "Kantan"), at(1.4, "Futsuu"))) == []
