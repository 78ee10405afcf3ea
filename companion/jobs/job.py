"""A request that was acknowledged, and its life."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from companion.requests import Request


class State(StrEnum):
    """Where a job stands."""

    QUEUED = "QUEUED"
    RUNNING = "RUNNING"
    DONE = "DONE"
    FAILED = "FAILED"
    CANCELLED = "CANCELLED"
    CONFLICT = "CONFLICT"

    @property
    def ended(self) -> bool:
        """Nothing follows."""
        return not LEGAL[self]


LEGAL: dict[State, frozenset[State]] = {
    State.QUEUED: frozenset({State.RUNNING, State.CANCELLED, State.FAILED}),
    State.RUNNING: frozenset({State.QUEUED, State.DONE, State.FAILED, State.CANCELLED, State.CONFLICT}),
    State.DONE: frozenset(),
    State.FAILED: frozenset(),
    State.CANCELLED: frozenset(),
    State.CONFLICT: frozenset(),
}
"""What may follow what; RUNNING goes back to QUEUED when the power went."""


class IllegalTransitionError(Exception):
    """A job was to go where no job can go: a fault of ours."""


@dataclass(frozen=True)
class Job:
    """One job as it is stored.

    Attributes:
        id: the number a mapper sees.
        request: what was asked.
        state: where it stands.
        attempts: how often it was started.
        story: what came of it, for people: notes, or why it failed and what to do.
        created: when it was acknowledged (UTC).
        ended: when it came to its end (UTC).
    """

    id: int
    request: Request
    state: State
    attempts: int
    story: str
    created: datetime
    ended: datetime | None

    def check(self, following: State) -> None:
        """Raise :class:`IllegalTransitionError` unless `following` may come next."""
        if following not in LEGAL[self.state]:
            raise IllegalTransitionError(f"job {self.id} is {self.state} and cannot become {following}")
