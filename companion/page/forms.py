"""Forms made from the schemas: each field of `Options` becomes a control with its own explanation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args, get_origin

from annotated_types import Ge, Gt, Le, Lt
from pydantic.fields import FieldInfo

from engine.protocol import Options, Task

Kind = Literal["number", "slider", "choice", "yes_no", "words", "text"]

TASKS = {
    Task.GENERATE: ("Generate", "A whole difficulty for the song."),
    Task.REMAP: ("Remap", "A part of a difficulty made anew; outside of it nothing changes."),
    Task.GUEST: (
        "Guest difficulty",
        "Another difficulty beside the one you chose, with its timing and kiai.",
    ),
    Task.SPREAD: ("Spread", "One difficulty for each level, on one timing."),
    Task.HITSOUNDS: ("Hitsounds", "Hitsounds and volumes for a difficulty; nothing else changes."),
    Task.TIMING: ("Timing", "Red lines for the song."),
    Task.MOD: ("Mod", "Suggestions for a difficulty; nothing is written."),
}
"""What each task is called on the page, and what it does."""

PLACED = ("start", "end")
"""Options the page asks for in another way: as a part of the map (`between`)."""

SLIDERS = {"difficulty": 10.0}
"""Options that are dragged, and how far: few maps lie beyond."""

LABELS = {
    "difficulty": "Star rating",
    "candidates": "Versions to choose from",
    "cfg_scale": "Guidance (cfg)",
    "hp_drain_rate": "HP drain rate",
}
"""Names that would mislead or look odd if they were made from the option's."""

STEPS = {"difficulty": 0.1, "slider_multiplier": 0.05, "seed": 1, "slider_tick_rate": 0.5}

MAKING = (Task.GENERATE, Task.REMAP, Task.GUEST, Task.SPREAD)

STYLES = (
    "jump aim",
    "sharp aim",
    "wide aim",
    "stream aim",
    "flow aim",
    "alt",
    "speed",
    "finger control",
    "tech",
    "slider tech",
    "clean",
    "messy",
    "geometric",
    "symmetrical",
    "freeform",
    "hybrid",
    "simple",
    "complex",
    "slow",
    "fast",
    "high sv",
    "low sv",
    "reading",
    "gimmick",
    "old-style",
    "modern",
)
"""Style words offered for choosing; a checkpoint that knows others takes those too, typed in."""

WRITING = (*MAKING, Task.HITSOUNDS, Task.TIMING)

GROUPS: tuple[tuple[str, tuple[Task, ...], tuple[str, ...]], ...] = (
    ("What it should be", (Task.GENERATE, Task.GUEST, Task.SPREAD), ("difficulty", "mode")),
    ("Levels", (Task.SPREAD,), ("spread",)),
    ("Versions", MAKING, ("candidates",)),
    ("Timing", (Task.TIMING,), ("move_objects", "super_timing")),
    (
        "Style",
        MAKING,
        ("mapper", "year", "hitsounded", "cfg_scale", "descriptors", "negative_descriptors"),
    ),
    (
        "Settings of the difficulty",
        (Task.GENERATE, Task.GUEST),
        (
            "circle_size",
            "approach_rate",
            "overall_difficulty",
            "hp_drain_rate",
            "slider_multiplier",
            "slider_tick_rate",
        ),
    ),
    ("Taiko and mania", MAKING, ("key_count", "hold_note_ratio", "scroll_speed_ratio")),
)
"""Heading, the tasks it is shown for, and its options. What no group names comes under a last heading."""

OPEN = 4
"""Groups at the start that are shown at once; the others are opened by who wants them."""

LAST_GROUP = "How the model draws"

RESULT = ("name", "tags", "seed")
"""Options of what is written."""


@dataclass(frozen=True)
class Field:
    """One control.

    Attributes:
        name: of the option, as in request files.
        label: for people.
        kind: which control.
        explanation: what it does.
        least: smallest number.
        most: largest number.
        step: between numbers; `any` for no steps.
        choices: of a choice.
        value: to begin with.
    """

    name: str
    label: str
    kind: Kind
    explanation: str
    least: float | None = None
    most: float | None = None
    step: float | str = "any"
    choices: tuple[str, ...] = ()
    value: str = ""


@dataclass(frozen=True)
class Group:
    """Controls under one heading, and the tasks they are for."""

    heading: str
    tasks: tuple[Task, ...]
    fields: tuple[Field, ...]
    open: bool


def groups() -> list[Group]:
    """Every option of :class:`Options`, each in one group."""
    options = Options.model_fields
    named = {name for _, _, names in GROUPS for name in names} | set(RESULT) | set(PLACED)
    rest = tuple(name for name in options if name not in named)
    first = GROUPS[:OPEN]
    return [
        *(_group(heading, tasks, names, open_=True) for heading, tasks, names in first),
        _group("The result", WRITING, RESULT, open_=True),
        *(_group(heading, tasks, names, open_=False) for heading, tasks, names in GROUPS[OPEN:]),
        _group(LAST_GROUP, (*MAKING, Task.TIMING), rest, open_=False),
    ]


def _group(heading: str, tasks: Sequence[Task], names: Sequence[str], *, open_: bool) -> Group:
    fields = [field_of(name, Options.model_fields[name]) for name in names if name in Options.model_fields]
    return Group(heading, tuple(tasks), tuple(fields), open_)


def field_of(name: str, info: FieldInfo, value: object = None) -> Field:
    """The control for one field of a schema, showing a value or the default."""
    label = LABELS.get(name, name.replace("_", " ").capitalize())
    explanation = info.description or ""
    types = _types(info.annotation)
    least, most = _bounds(info)
    literals = [each for each in types if get_origin(each) is Literal]
    kind: Kind = "text"
    choices: tuple[str, ...] = ()
    step: float | str = "any"
    if literals:
        kind, choices = "choice", tuple(str(each) for each in get_args(literals[0]))
    elif bool in types:
        kind = "yes_no"
    elif any(get_origin(each) is tuple for each in types):
        kind = "words"
        choices = STYLES if "descriptors" in name else ()
    elif str not in types and (int in types or float in types):
        kind = "slider" if name in SLIDERS else "number"
        most = SLIDERS.get(name, most)
        step = STEPS.get(name, 1 if float not in types else "any")
    shown = info.default if value is None else value
    text = "" if shown is None or isinstance(shown, tuple) else str(shown)
    return Field(name, label, kind, explanation, least, most, step, choices, text)


def _bounds(info: FieldInfo) -> tuple[float | None, float | None]:
    least = most = None
    for each in info.metadata:
        match each:
            case Ge():
                least = float(str(each.ge))
            case Gt():
                least = float(str(each.gt))
            case Le():
                most = float(str(each.le))
            case Lt():
                most = float(str(each.lt))
    return least, most


def _types(annotation: Any) -> list[Any]:  # noqa: ANN401 - a type, as typing gives it
    """The members of a union without none, or the type itself."""
    if get_origin(annotation) in (Literal, tuple):
        return [annotation]
    members = [each for each in get_args(annotation) if each is not type(None)]
    return [inner for each in members for inner in _types(each)] or [annotation]
