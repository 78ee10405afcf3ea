"""The messages between the companion and an engine worker: one JSON object a line.

The companion sends `run`, `blob`, `cancel` and `bye`; the worker sends `hello`, `need`, `progress`,
`result` and `failure`. Files are named by their SHA-256; a worker that cannot read the path it was
hinted asks for the bytes, so that a worker on another machine works the same.
"""

from __future__ import annotations

import hashlib
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from engine.protocol.options import Options
from engine.protocol.report import Report

PROTOCOL_VERSION = 1


class Task(StrEnum):
    """What can be asked of an engine."""

    GENERATE = "generate"
    REMAP = "remap"
    GUEST = "guest"
    SPREAD = "spread"
    HITSOUNDS = "hitsounds"
    TIMING = "timing"
    MOD = "mod"


class FailureKind(StrEnum):
    """Whose turn it is to mend a failure."""

    REQUEST = "request"
    """The mapper can mend what was asked."""
    INPUT = "input"
    """A file is broken or missing."""
    ENGINE = "engine"
    """This engine or checkpoint cannot do the task."""
    RESOURCE = "resource"
    """Disk, memory or a device is short."""
    BUG = "bug"
    """Everything else; the log has the details."""


EngineChoice = Literal["auto", "builtin", "model"]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", ser_json_bytes="base64", val_json_bytes="base64")


class File(_Frozen):
    """A file a task reads, named by its content."""

    name: str
    """File name without its folder, for messages."""
    sha256: str
    path: str | None = None
    """Where the file may be read, if the worker sees that path."""

    @classmethod
    def of(cls, path: Path, content: bytes | None = None) -> Self:
        """A file on this machine, with the content it has or had when it was read.

        Raises:
            OSError: it cannot be read.
        """
        content = path.read_bytes() if content is None else content
        return cls(name=path.name, sha256=hashlib.sha256(content).hexdigest(), path=str(path))


class Listed(_Frozen):
    """A file of a mapset, by name and size; only checks that open it need its path."""

    name: str
    """Relative to the mapset's folder, with forward slashes."""
    size: int
    """Bytes."""
    path: str | None = None
    """Where it may be read, if the worker sees that path."""


class Difficulty(_Frozen):
    """One difficulty an engine made."""

    version: str
    """The difficulty's name, as in `Version:`."""
    content: bytes
    """The bytes of the `.osu` file (base64 in JSON: a lossless file need not be valid UTF-8)."""
    stars: float | None = None


class TempoSection(_Frozen):
    """A stretch of constant tempo: one red line."""

    offset: float
    """First downbeat, ms."""
    bpm: float
    meter: int = 4
    confidence: float = 1.0
    """0 to 1: how sure the engine is."""


class Outcome(_Frozen):
    """What a task gives back."""

    engine: str
    """Name of the engine, with its checkpoint if it has one."""
    difficulties: tuple[Difficulty, ...] = ()
    timing: tuple[TempoSection, ...] = ()
    report: Report | None = None
    """What modding found."""
    notes: tuple[str, ...] = ()
    """Sentences for the mapper about what was decided or could not be done."""


class Hello(_Frozen):
    """First line of a worker. What takes seconds to find out is in it only if that was asked for."""

    type: Literal["hello"] = "hello"
    protocol: int = PROTOCOL_VERSION
    device: str = ""
    """Where checkpoints are computed, as torch calls it; empty: not looked at, or they cannot be run."""
    precision: str = ""
    problem: str = ""
    """Why not on something faster, where that could be mended."""
    models: tuple[str, ...] = ()
    """Checkpoints on this machine."""
    missing: str = ""
    """The package without which no checkpoint can be run."""


class Run(_Frozen):
    """Do a task."""

    type: Literal["run"] = "run"
    id: str
    task: Task
    options: Options = Options()
    engine: EngineChoice = "auto"
    model: str | None = None
    map: File | None = None
    audio: File | None = None
    """The song; only a difficulty whose song is missing can be modded without."""
    others: tuple[File, ...] = ()
    """The other difficulties of the set (mod)."""
    listing: tuple[Listed, ...] = ()
    """Every file of the mapset's folder (mod)."""


class Need(_Frozen):
    """The worker cannot read a file and asks for its bytes."""

    type: Literal["need"] = "need"
    id: str
    sha256: str


class Blob(_Frozen):
    """The bytes of a file."""

    type: Literal["blob"] = "blob"
    sha256: str
    content: bytes


class Cancel(_Frozen):
    """Stop a run; answered with a failure or, when it was too late, a result."""

    type: Literal["cancel"] = "cancel"
    id: str


class Bye(_Frozen):
    """Finish nothing more and exit."""

    type: Literal["bye"] = "bye"


class Progress(_Frozen):
    """How far a run has come."""

    type: Literal["progress"] = "progress"
    id: str
    stage: str
    """What is being done, in a mapper's words."""
    done: float
    """0 to 1 over the whole run."""
    seconds_left: float | None = None


class Result(_Frozen):
    """A run is done."""

    type: Literal["result"] = "result"
    id: str
    outcome: Outcome


class Failure(_Frozen):
    """A run could not be done; `cancelled` when it was asked to stop."""

    type: Literal["failure"] = "failure"
    id: str
    kind: FailureKind
    message: str
    hint: str = ""
    cancelled: bool = False


ToWorker = Annotated[Run | Blob | Cancel | Bye, Field(discriminator="type")]
FromWorker = Annotated[Hello | Need | Progress | Result | Failure, Field(discriminator="type")]

to_worker: TypeAdapter[ToWorker] = TypeAdapter(ToWorker)
from_worker: TypeAdapter[FromWorker] = TypeAdapter(FromWorker)


def encode(message: ToWorker | FromWorker) -> bytes:
    """One message as a line of JSON, with its line feed."""
    return message.model_dump_json(exclude_none=True).encode() + b"\n"
