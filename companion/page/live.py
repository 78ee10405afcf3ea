"""What the loop tells the page after every message; everything durable the page reads from the store."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Working:
    """A job at work.

    Attributes:
        job: its number.
        stage: what is being done, in a mapper's words.
        done: 0 to 1 over the whole job.
        seconds_left: an estimate, if there is one.
    """

    job: int
    stage: str
    done: float
    seconds_left: float | None


@dataclass(frozen=True)
class Live:
    """What is going on at this moment."""

    working: tuple[Working, ...] = ()
    paused: bool = False
