"""Everything that can be said to the loop. Edges post these; nothing else crosses a thread."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from companion.requests import Request
from engine.protocol import FromWorker


@dataclass(frozen=True)
class Stirring:
    """A difficulty below Songs is being written; it is :class:`Settled` when it lies still."""


@dataclass(frozen=True)
class Settled:
    """A file below Songs has stopped changing. `sha256` is of its content; `reads` were tried before."""

    path: Path
    sha256: str
    reads: int = 0


@dataclass(frozen=True)
class Trouble:
    """Something the mapper should hear about that belongs to no job."""

    title: str
    body: str


class _Command(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Submit(_Command):
    """Do this."""

    type: Literal["submit"] = "submit"
    request: Request


class Ask(_Command):
    """Do for a difficulty what a marker in its tags would ask for."""

    type: Literal["ask"] = "ask"
    map: Path
    marker: str


class CancelJob(_Command):
    """Stop a job, or take it out of the queue."""

    type: Literal["cancel"] = "cancel"
    job: int


class Undo(_Command):
    """Take back what a job wrote; without a number the last one."""

    type: Literal["undo"] = "undo"
    job: int | None = None


class Accept(_Command):
    """The mapper keeps what a job wrote: it is no longer asked about."""

    type: Literal["accept"] = "accept"
    job: int


class Keep(_Command):
    """Write one of a job's candidates into the mapset; the others vanish."""

    type: Literal["keep"] = "keep"
    job: int
    number: int


class Discard(_Command):
    """Keep none of a job's candidates."""

    type: Literal["discard"] = "discard"
    job: int


class SawNews(_Command):
    """The mapper looked at the last report."""

    type: Literal["seen"] = "seen"


class Pause(_Command):
    """Start nothing new until resumed, or until the mapper has stopped playing."""

    type: Literal["pause"] = "pause"
    until_play_ends: bool = False


class Resume(_Command):
    """Go on."""

    type: Literal["resume"] = "resume"


class OpenPage(_Command):
    """Make the local page reachable, and show it in the browser if wanted: the first page or another one."""

    type: Literal["page"] = "page"
    browser: bool = True
    at: Literal["", "models"] = ""


class Player(_Command):
    """What is done in the game has changed."""

    type: Literal["player"] = "player"
    playing: bool = False
    editing: Path | None = None
    """The difficulty the editor has open."""


class Quit(_Command):
    """Stop the companion; what is running is taken up again at the next start."""

    type: Literal["quit"] = "quit"


Command = Annotated[
    Submit
    | Ask
    | CancelJob
    | Undo
    | Accept
    | Keep
    | Discard
    | SawNews
    | Pause
    | Resume
    | Player
    | OpenPage
    | Quit,
    Field(discriminator="type"),
]
command: TypeAdapter[Command] = TypeAdapter(Command)


@dataclass(frozen=True)
class Asked:
    """The mapper asked for something: in the tray, on the page or on the command line.

    `receipt` is the file in the inbox the command was read from; it is removed once it is carried out.
    """

    command: Command
    receipt: Path | None = None


@dataclass(frozen=True)
class WorkerSaid:
    """A line of a worker."""

    worker: str
    message: FromWorker


@dataclass(frozen=True)
class WorkerDied:
    """A worker's process has ended. `last_words` are the end of its standard error."""

    worker: str
    last_words: str


@dataclass(frozen=True)
class Overdue:
    """The patience with a job that was asked to stop is over."""

    job: int


@dataclass(frozen=True)
class Idle:
    """A worker had nothing to do for a while. `since` tells whether it is still the same while."""

    worker: str
    since: float


@dataclass(frozen=True)
class PlayOver:
    """Perhaps nothing is played any more; those who wait for that look again."""


@dataclass(frozen=True)
class GpuSeen:
    """Whether the graphics card is busy, as it was asked for."""

    busy: bool


@dataclass(frozen=True)
class GpuAgain:
    """Perhaps the graphics card is free by now; those who wait for that look again."""


Message = (
    Stirring
    | Settled
    | Trouble
    | Asked
    | WorkerSaid
    | WorkerDied
    | Overdue
    | Idle
    | PlayOver
    | GpuSeen
    | GpuAgain
)
"""All of them but the writer's answers, which live beside its orders (`companion.writing`)."""
