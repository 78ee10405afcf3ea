"""From findings to a report: run, named, ranked."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from engine.modding.check import RULE_BITS, Check, Finding
from engine.modding.identity import identified, time_of
from engine.modding.registry import all_checks
from engine.modding.subject import Subject
from engine.osu import edit_link
from engine.protocol import Report, Suggestion
from engine.protocol.report import SEVERITIES
from engine.song import Onsets

STEP = 250.0
"""ms of a step of the timeline."""


def mod(
    subject: Subject, checks: Iterable[Check] | None = None, more: Iterable[tuple[Check, Finding]] = ()
) -> Report:
    """Look at a difficulty with every check of its mode.

    Args:
        subject: what is modded.
        checks: other checks than all there are.
        more: what was found elsewhere, such as by a checkpoint.
    """
    chosen = [each for each in (all_checks() if checks is None else checks) if subject.mode in each.modes]
    found = [(check, finding) for check in chosen for finding in _findings(check, subject)] + list(more)
    suggestions = [_suggestion(subject, *each) for each in identified(subject, found)]
    return Report(
        suggestions=tuple(sorted(suggestions, key=_rank)),
        checks=tuple(check.id for check in chosen),
        onset_strength=_outline(subject.onsets) if subject.onsets is not None else (),
        step=STEP,
    )


def _findings(check: Check, subject: Subject) -> Iterable[Finding]:
    subject.cancelled()
    found = check.find(subject)
    if check.by_level and not subject.level_is_named:
        return (replace(each, severity="warning") if each.severity == "problem" else each for each in found)
    return found


def _rank(each: Suggestion) -> tuple[int, float, float]:
    return SEVERITIES.index(each.severity), -each.score, each.time if each.time is not None else -math.inf


def _suggestion(subject: Subject, name: str, check: Check, finding: Finding) -> Suggestion:
    time = time_of(subject, finding)
    score = finding.score if finding.score is not None else RULE_BITS[finding.severity]
    return Suggestion(
        id=name,
        time=time,
        end_time=finding.end_time,
        objects=finding.objects,
        category=check.category,
        check=check.id,
        source=check.source,
        severity=finding.severity,
        score=round(score, 2),
        message=finding.message,
        found=finding.found,
        expected=finding.expected,
        expected_position=finding.expected_position,
        link=edit_link(subject.beatmap, finding.objects, time, subject.combo_numbers)
        if time is not None
        else "",
    )


def _outline(onsets: Onsets) -> tuple[float, ...]:
    """The strongest onset in each step of the song."""
    per_step = round(STEP / onsets.frame)
    envelope = np.minimum(1.0, onsets.envelope)
    padded = np.pad(envelope, (0, -len(envelope) % per_step))
    return tuple(np.round(padded.reshape(-1, per_step).max(1), 3).tolist())
