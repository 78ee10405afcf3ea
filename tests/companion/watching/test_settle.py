"""A file settles after quiet time with equal looks, once for each change."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from companion.watching.settle import Settling

FILE = Path("a.osu")


def test_a_file_that_lies_still_settles_after_the_quiet_time() -> None:
    settling = Settling(1.0)
    settling.touch(FILE, (1, 10), now=0.0)
    assert settling.next_look() == 1.0
    assert settling.due(0.9) == []
    assert settling.due(1.0) == [FILE]
    assert settling.look(FILE, (1, 10), 1.0)
    assert settling.due(99.0) == []


def test_a_file_that_grew_unseen_waits_again() -> None:
    settling = Settling(1.0)
    settling.touch(FILE, (1, 10), now=0.0)
    assert not settling.look(FILE, (2, 20), 1.0)
    assert settling.next_look() == 2.0
    assert settling.look(FILE, (2, 20), 2.0)


def test_a_file_that_is_gone_is_forgotten() -> None:
    settling = Settling(1.0)
    settling.touch(FILE, (1, 10), now=0.0)
    assert not settling.look(FILE, None, 1.0)
    assert settling.due(99.0) == []


@given(st.lists(st.tuples(st.floats(0.01, 3.0), st.integers(0, 3)), min_size=1, max_size=30))
def test_it_never_settles_within_the_quiet_time_of_a_change(steps: list[tuple[float, int]]) -> None:
    settling, now, last_change, stamp = Settling(1.0), 0.0, 0.0, (0, 0)
    settling.touch(FILE, stamp, now)
    settled = 0
    for pause, size in steps:
        now += pause
        for path in settling.due(now):
            if settling.look(path, stamp, now):
                settled += 1
                assert now - last_change >= 1.0
        if (size, size) != stamp:
            stamp, last_change = (size, size), now
            settling.touch(FILE, stamp, now)
    assert settled <= len(steps) + 1
