from __future__ import annotations

from engine.modding.checks.taiko_omitted_barlines import CHECK
from tests.builder import difficulty
from tests.engine.modding.subjects import found, mapset

DRAWN = difficulty(mode=1, version="Oni")
OMITTED = difficulty(mode=1, version="Futsuu", points=("1000,500,4,2,1,60,1,8",))


def test_drawn_here_and_left_out_there() -> None:
    (one,) = found(CHECK, DRAWN, mapset(OMITTED, OMITTED))
    assert (one.severity, one.time, one.expected) == ("problem", 1000, "omitted as in Futsuu")


def test_the_same_everywhere_passes() -> None:
    assert found(CHECK, OMITTED, mapset(OMITTED)) == []
