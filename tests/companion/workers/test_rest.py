"""When a worker without work may go."""

from __future__ import annotations

from companion.messages import Idle
from companion.workers import Rest


def test_only_a_rest_that_nothing_interrupted_has_lasted() -> None:
    posted: list[tuple[Idle, float]] = []
    rest = Rest(lambda idle, seconds: posted.append((idle, seconds)), 300)
    rest.begins("local")
    ((idle, seconds),) = posted
    assert seconds == 300
    assert rest.lasted(idle)
    assert not rest.lasted(Idle("local", idle.since - 1))
    assert not rest.lasted(Idle("far", idle.since))


def test_the_end_of_a_worker_is_expected_once_after_it_was_sent_home() -> None:
    rest = Rest(lambda _idle, _seconds: None, 300)
    assert not rest.left("local")
    rest.sent_home("local")
    assert rest.left("local")
    assert not rest.left("local")
