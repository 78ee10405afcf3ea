"""Taiko that goes on for too long without a rest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from engine.modding.check import Check, Finding
from engine.modding.grid import beat_name
from engine.modding.level import Level
from engine.modding.subject import Subject
from engine.modding.taiko_notes import ROUNDING, criteria_beat


@dataclass(frozen=True, slots=True)
class _Rest:
    """What counts as a rest, and after how many beats one must come.

    Attributes:
        beats: of the rest.
        instead: that many shorter rests in a row count too, of so many beats each; none where 0.
        instead_beats: of each of them.
        advised: beats of mapping at most.
        most: beats from which it is too much.
    """

    beats: float
    advised: float
    most: float
    instead: int = 0
    instead_beats: float = 0.0


RESTS = {
    Level.EASY: _Rest(3.0, 36, 44),
    Level.NORMAL: _Rest(2.0, 36, 44),
    Level.HARD: _Rest(1.5, 36, 44, instead=3, instead_beats=1.0),
    Level.INSANE: _Rest(1.0, 20, 32),
}


def _find(subject: Subject) -> Iterator[Finding]:
    rule = RESTS.get(subject.level)
    if rule is None or not subject.objects:
        return
    start = 0
    short = 0
    for i in range(1, len(subject.objects) + 1):
        if i < len(subject.objects):
            beat = criteria_beat(subject.timing.beat_length_at(subject.end_times[i - 1]))
            gap = subject.objects[i].time - subject.end_times[i - 1] + ROUNDING
            short = short + 1 if rule.instead and gap >= rule.instead_beats * beat else 0
            if gap < rule.beats * beat and (not rule.instead or short < rule.instead):
                continue
        yield from _judge(subject, rule, start, i - 1)
        start, short = i, 0


def _judge(subject: Subject, rule: _Rest, first: int, last: int) -> Iterator[Finding]:
    begin, end = subject.objects[first].time, subject.end_times[last]
    beats = int((end - begin + ROUNDING) / criteria_beat(subject.timing.beat_length_at(begin)))
    if beats > rule.advised:
        yield Finding(
            "warning" if beats > rule.most else "minor",
            f"{beats} beats without a rest of {beat_name(rule.beats)}.",
            time=begin,
            end_time=end,
            objects=(first,),
            found=f"{beats} beats",
            expected=f"a rest within {rule.advised:.0f} beats",
        )


CHECK = Check(
    id="taiko-rest-moments",
    category="Rhythm",
    title="No rest for too long",
    reason="Hands tire; the lower the level, the sooner.",
    find=_find,
    modes=("taiko",),
    yardstick=("MV", "RC"),
)
