"""Many findings told as one."""

from __future__ import annotations

from engine.modding import Finding
from engine.modding.folding import MOST_SHOWN, folded


def some(count: int) -> list[Finding]:
    return [Finding("minor", "This.", time=float(i), objects=(i,), key="a") for i in range(count)]


def test_few_stay_as_they_are() -> None:
    assert folded(some(3), 3, "{count} of them.") == some(3)
    assert folded([], 3, "{count} of them.") == []


def test_many_become_one_that_goes_to_the_first_and_selects_some() -> None:
    (one,) = folded(some(40), 3, "{count} of them.")
    assert (one.message, one.time, one.key) == ("40 of them.", 0, "many")
    assert one.objects == tuple(range(MOST_SHOWN))
