"""The messages between the companion and an engine worker: one JSON object a line.

The companion sends `run`, `blob`, `cancel` and `bye`; the worker sends `hello`, `need`, `progress`,
`result` and `failure`. Files are named by their SHA-256; a worker that cannot read the path it was
hinted asks for the bytes, so that a worker on another machine works the same.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AliasChoices, Base64Bytes, BaseModel, ConfigDict, Field, TypeAdapter

PROTOCOL_VERSION = 1


class Task(StrEnum):
    """What can be asked of an engine."""

    GENERATE = "generate"
    REMAP = "remap"
    GUEST = "guest"
    HITSOUNDS = "hitsounds"
    TIMING = "timing"


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


Mode = Literal["osu", "taiko", "catch", "mania"]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


def _named(*names: str) -> AliasChoices:
    return AliasChoices(*names)


class Options(_Frozen):
    """What a mapper may wish of a result; whatever is left open is taken from the map or the song.

    The names are those of the request file, the command line and the page.
    """

    mode: Mode | None = Field(None, description="Game mode of the result; open: the map's own.")
    difficulty: float | None = Field(None, ge=0, le=15, description="Wanted star rating.")
    mapper: int | str | None = Field(
        None, description="Map in the style of this mapper (user id or name; model)."
    )
    year: int | None = Field(None, ge=2007, le=2077, description="Map in the style of this year (model).")
    hitsounded: bool | None = Field(None, description="Whether the result carries hitsounds.")
    descriptors: tuple[str, ...] = Field((), description="Style words such as 'jump aim' (model).")
    negative_descriptors: tuple[str, ...] = Field(
        (), description="Style words to stay away from (model, cfg > 1)."
    )
    circle_size: float | None = Field(
        None, ge=0, le=10, validation_alias=_named("circle_size", "cs"), description="Circle size (CS)."
    )
    approach_rate: float | None = Field(
        None, ge=0, le=10, validation_alias=_named("approach_rate", "ar"), description="Approach rate (AR)."
    )
    overall_difficulty: float | None = Field(
        None,
        ge=0,
        le=10,
        validation_alias=_named("overall_difficulty", "od"),
        description="Overall difficulty (OD).",
    )
    hp_drain_rate: float | None = Field(
        None, ge=0, le=10, validation_alias=_named("hp_drain_rate", "hp"), description="HP drain rate (HP)."
    )
    slider_multiplier: float | None = Field(
        None,
        ge=0.4,
        le=3.6,
        validation_alias=_named("slider_multiplier", "sv"),
        description="Base slider velocity (SV).",
    )
    slider_tick_rate: float | None = Field(None, ge=0.5, le=8, description="Slider ticks a beat.")
    key_count: int | None = Field(
        None,
        ge=1,
        le=18,
        validation_alias=_named("key_count", "keycount", "keys"),
        description="Columns (mania).",
    )
    hold_note_ratio: float | None = Field(None, ge=0, le=1, description="Share of hold notes (mania).")
    scroll_speed_ratio: float | None = Field(
        None, ge=0, le=1, description="Share of notes at another scroll speed (taiko, mania; model)."
    )
    cfg_scale: float | None = Field(
        None,
        ge=1,
        le=20,
        validation_alias=_named("cfg_scale", "cfg"),
        description="Strength of the style words (model).",
    )
    temperature: float | None = Field(None, gt=0, le=5, description="How daring the model draws (model).")
    timing_temperature: float | None = Field(None, gt=0, le=5, description="The same for timing (V29, V31).")
    mania_column_temperature: float | None = Field(
        None, gt=0, le=5, description="The same for mania columns (V29, V31)."
    )
    taiko_hit_temperature: float | None = Field(
        None, gt=0, le=5, description="The same for taiko hits (V29, V31)."
    )
    top_p: float | None = Field(
        None, gt=0, le=1, description="Draw only from the likeliest tokens of this mass (model)."
    )
    top_k: int | None = Field(
        None, ge=0, description="Draw only from this many likeliest tokens; 0: all (model)."
    )
    lookback: float | None = Field(
        None, ge=0, lt=1, description="Share of a window that repeats the one before (model)."
    )
    lookahead: float | None = Field(
        None, ge=0, lt=1, description="Share of a window left to the next one (model)."
    )
    timeshift_bias: float | None = Field(None, description="Added to the scores of time tokens (model).")
    timing_leniency: float | None = Field(
        None, ge=0, description="How far beats may lie off the grid, ms (model)."
    )
    super_timing: bool | None = Field(None, description="Time by many passes over the song (model).")
    start: float | None = Field(None, description="First time the result may touch, ms.")
    end: float | None = Field(None, description="Last time the result may touch, ms.")
    move_objects: bool = Field(False, description="Timing: move the objects along with the new red lines.")
    name: str | None = Field(None, min_length=1, max_length=80, description="Name of the new difficulty.")
    tags: str | None = Field(None, description="Words added to the result's tags, such as a disclosure.")
    seed: int = Field(
        0, ge=0, lt=2**63, description="The same request with the same seed gives the same bytes."
    )


class File(_Frozen):
    """A file a task reads, named by its content."""

    name: str
    """File name without its folder, for messages."""
    sha256: str
    path: str | None = None
    """Where the file may be read, if the worker sees that path."""


class Difficulty(_Frozen):
    """One difficulty an engine made."""

    version: str
    """The difficulty's name, as in `Version:`."""
    content: Base64Bytes
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
    notes: tuple[str, ...] = ()
    """Sentences for the mapper about what was decided or could not be done."""


class Hello(_Frozen):
    """First line of a worker."""

    type: Literal["hello"] = "hello"
    protocol: int = PROTOCOL_VERSION
    device: str
    precision: str
    models: tuple[str, ...] = ()


class Run(_Frozen):
    """Do a task."""

    type: Literal["run"] = "run"
    id: str
    task: Task
    options: Options = Options()
    map: File | None = None
    audio: File | None = None


class Need(_Frozen):
    """The worker cannot read a file and asks for its bytes."""

    type: Literal["need"] = "need"
    id: str
    sha256: str


class Blob(_Frozen):
    """The bytes of a file."""

    type: Literal["blob"] = "blob"
    sha256: str
    content: Base64Bytes


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
