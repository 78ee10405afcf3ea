"""What modding says of a difficulty, most important first, and the song's outline for drawing."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

Severity = Literal["problem", "warning", "minor"]
"""Unrankable; look at it; a matter of taste or of a millisecond."""

SEVERITIES: tuple[Severity, ...] = ("problem", "warning", "minor")
"""Gravest first."""

Source = Literal["rule", "consistency", "model"]
"""Who says so: the ranking criteria and editor rules, this very map as its own norm, or a checkpoint."""

Category = Literal[
    "Compose",
    "Rhythm",
    "Timing",
    "Hit Sounds",
    "New Combos",
    "Sliders",
    "Kiai",
    "Scroll Speeds",
    "Settings",
    "Metadata",
    "Spread",
    "Audio",
    "Files",
    "Misc",
]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Suggestion(_Frozen):
    """One finding of modding."""

    id: str
    """Stays the same through edits elsewhere in the map: `check.fingerprint.number`; the number tells apart
    findings that are alike, in order of time."""
    time: float | None = None
    """ms; none: it concerns the whole difficulty."""
    end_time: float | None = None
    """ms, where it concerns a stretch."""
    objects: tuple[int, ...] = ()
    """Indices into the difficulty's objects in order of time."""
    category: Category
    check: str
    """The rule's name."""
    source: Source
    severity: Severity
    score: float
    """Bits: how surprising it is."""
    message: str
    """One sentence for the mapper."""
    found: str = ""
    expected: str = ""
    expected_position: tuple[float, float] | None = None
    """osu! pixels, where the place itself is what surprises."""
    link: str = ""
    """`osu://edit/...`, where there is a time to go to."""


class Report(_Frozen):
    """All findings of one state of a difficulty."""

    suggestions: tuple[Suggestion, ...] = ()
    """Gravest and most surprising first."""
    checks: tuple[str, ...] = ()
    """Names of the checks that were run."""
    onset_strength: tuple[float, ...] = ()
    """0 to 1, the song's strongest onset in each step of the timeline."""
    step: float = 0.0
    """ms of a step of the timeline."""
    notes: tuple[str, ...] = ()
    """What could not be looked at, and why."""
