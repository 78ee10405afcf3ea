"""The one exception with which a task says that it cannot be done, and why."""

from __future__ import annotations

from engine.protocol import FailureKind


class EngineError(Exception):
    """A task failed in a way the mapper can be told about.

    Attributes:
        kind: whose turn it is to mend it (see :class:`engine.protocol.FailureKind`).
        message: one sentence, what is wrong.
        hint: one sentence, what to do about it; empty when there is nothing to do.
    """

    def __init__(self, kind: FailureKind, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message
        self.hint = hint


def without_package(error: ImportError) -> EngineError:
    """Why checkpoints cannot be run where a package of the extra `model` is missing."""
    return EngineError(
        FailureKind.ENGINE,
        f"Checkpoints need {error.name}, which is missing.",
        "Install it: pip install 'osu-companion[model]'.",
    )


class Cancelled(Exception):  # noqa: N818 - not an error: the mapper asked for it
    """The running task was asked to stop; nothing has been produced."""
