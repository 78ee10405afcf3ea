from __future__ import annotations

from engine.modding.checks.slider_velocity import CHECK
from tests.builder import RED, difficulty
from tests.engine.modding.subjects import found


def green(beat_length: str, mode: int = 0) -> bytes:
    return difficulty(points=(RED, f"2000,{beat_length},4,2,1,60,0,0"), mode=mode)


def test_twenty_times_is_played_as_ten() -> None:
    (one,) = found(CHECK, green("-5"))
    assert one.found == "20x"


def test_0_1_to_10_pass() -> None:
    assert found(CHECK, green("-1000")) == []
    assert found(CHECK, green("-10")) == []


def test_scroll_speed_of_taiko_goes_lower() -> None:
    assert len(found(CHECK, green("-5000"))) == 1
    assert found(CHECK, green("-5000", mode=1)) == []
