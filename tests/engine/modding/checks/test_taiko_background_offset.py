from __future__ import annotations

from engine.modding.checks.taiko_background_offset import CHECK
from tests.builder import difficulty
from tests.engine.modding.subjects import found, mapset


def placed(x: int, y: int) -> bytes:
    return difficulty(events=(f'0,0,"bg.jpg",{x},{y}',), mode=1)


def test_moved_sideways() -> None:
    assert [one.key for one in found(CHECK, placed(20, 0))] == ["sideways"]


def test_elsewhere_than_in_another_difficulty() -> None:
    (one,) = found(CHECK, placed(0, 60), mapset(placed(0, 40)))
    assert (one.found, one.expected) == ("0,60", "0,40")


def test_the_same_or_another_picture_passes() -> None:
    assert found(CHECK, placed(0, 60), mapset(placed(0, 60))) == []
    other = difficulty(events=('0,0,"other.jpg",0,0',), mode=1)
    assert found(CHECK, placed(0, 60), mapset(other)) == []
