from __future__ import annotations

from engine.modding.checks.few_hitsounds import CHECK
from tests.builder import RED, circles, difficulty
from tests.engine.modding.subjects import found

PLAIN = "100,100,{},1,0"
CLAP = "100,100,{},1,8"


def played(seconds: int, step: int = 500) -> list[str]:
    """A clap, plain circles for so many seconds, a clap."""
    last = 1000 + seconds * 1000
    return [
        CLAP.format(500),
        *(PLAIN.format(time) for time in range(1000, last + 1, step)),
        CLAP.format(last + 500),
    ]


def test_nine_seconds_without_a_hitsound() -> None:
    (one,) = found(CHECK, difficulty(*played(9)))
    assert (one.severity, one.time, one.end_time) == ("warning", 1000, 10_000)


def test_seven_seconds_pass() -> None:
    assert found(CHECK, difficulty(*played(7))) == []


def test_25_seconds_are_a_problem() -> None:
    assert [one.severity for one in found(CHECK, difficulty(*played(25)))] == ["problem"]


def test_none_in_the_whole_map() -> None:
    (one,) = found(CHECK, difficulty(*circles(1000, 2000)))
    assert (one.severity, one.key) == ("problem", "none")


def test_a_break_in_between_begins_anew() -> None:
    assert found(CHECK, difficulty(*played(9), breaks=("2,5100,5400",))) == []


def test_another_sample_set_counts() -> None:
    drums = (RED, "5000,-100,4,3,1,60,0,0")
    assert found(CHECK, difficulty(*played(9), points=drums)) == []
