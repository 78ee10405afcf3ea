"""What a check is, and what it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from engine.modding.subject import Subject
from engine.protocol import MODE_NAMES, Category, Mode, Severity, Source

RULE_BITS: dict[Severity, float] = {"problem": 20.0, "warning": 8.0, "minor": 3.0}
"""Score of a broken rule; a rule that knows how badly it is broken gives its own."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a check has to say.

    Attributes:
        severity: how grave.
        message: one sentence for the mapper, without the time: the time stands beside it.
        time: ms; none: the whole difficulty, or the first of `objects`.
        end_time: ms, where it concerns a stretch.
        objects: indices into `subject.objects`.
        found: what is there, short.
        expected: what should be, short.
        expected_position: px, where the place itself is wrong.
        score: bits; none: by severity.
        key: tells it from other findings of the same check where there is no object to tell them apart,
            such as a file's name; never a time, which changes when a section is moved.
    """

    severity: Severity
    message: str
    time: float | None = None
    end_time: float | None = None
    objects: tuple[int, ...] = ()
    found: str = ""
    expected: str = ""
    expected_position: tuple[float, float] | None = None
    score: float | None = None
    key: str = ""


@dataclass(frozen=True)
class Check:
    """A rule, with why it matters.

    Attributes:
        id: its name, as in reports and ignore lists; the file is called the same with underscores.
        category: where a modder would look for it.
        title: what is wrong when it speaks, in a few words.
        reason: why it matters, one sentence.
        find: looks.
        modes: in which game modes it applies.
        source: who says so.
        by_level: the rule depends on the level a difficulty means to be; where only its star rating says so,
            problems are told as warnings.
        yardstick: where it comes from: MV (Mapset Verifier), LV (lazer's Verify), RC (ranking criteria).
    """

    id: str
    category: Category
    title: str
    reason: str
    find: Callable[[Subject], Iterable[Finding]]
    modes: tuple[Mode, ...] = MODE_NAMES
    source: Source = "rule"
    by_level: bool = False
    yardstick: tuple[str, ...] = ()
