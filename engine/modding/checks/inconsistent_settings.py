"""Settings that should be equal in all difficulties of a set."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from engine.modding.check import Check, Finding
from engine.modding.subject import Subject
from engine.protocol import Severity

INTRO_OF_COUNTDOWN = 6.0
"""Beats before the first object that a countdown needs."""


@dataclass(frozen=True)
class _Setting:
    """A setting, how grave it is where it differs, and when it matters at all."""

    name: str
    severity: Severity
    value: Callable[[Subject], object]
    matters: Callable[[Subject], bool] = lambda _: True
    across_modes: bool = False


def _storyboard(subject: Subject) -> bool:
    return bool(subject.mapset.storyboard or subject.story.images)


def _counts_down(subject: Subject) -> bool:
    if not subject.objects or subject.mode not in ("osu", "catch"):
        return False
    first = subject.objects[0].time
    return first >= INTRO_OF_COUNTDOWN * subject.timing.beat_length_at(first)


SETTINGS = (
    _Setting("BeatmapSetID", "problem", lambda each: each.beatmap.metadata.beatmap_set_id, across_modes=True),
    _Setting("Countdown", "warning", lambda each: each.beatmap.general.countdown, _counts_down),
    _Setting(
        "LetterboxInBreaks",
        "warning",
        lambda each: each.beatmap.general.letterbox_in_breaks,
        lambda each: bool(each.beatmap.breaks),
    ),
    _Setting(
        "WidescreenStoryboard",
        "warning",
        lambda each: each.beatmap.general.widescreen_storyboard,
        _storyboard,
        across_modes=True,
    ),
    _Setting(
        "EpilepsyWarning",
        "warning",
        lambda each: each.beatmap.general.epilepsy_warning,
        lambda each: _storyboard(each) or bool(each.beatmap.video),
        across_modes=True,
    ),
    _Setting("AudioLeadIn", "warning", lambda each: each.beatmap.general.audio_lead_in, across_modes=True),
    _Setting("SkinPreference", "warning", lambda each: each.document.get("General", "SkinPreference") or ""),
    _Setting("SliderTickRate", "minor", lambda each: each.beatmap.difficulty.slider_tick_rate),
    _Setting(
        "StackLeniency",
        "minor",
        lambda each: each.beatmap.general.stack_leniency,
        lambda each: each.mode == "osu",
    ),
)


def _find(subject: Subject) -> Iterator[Finding]:
    for setting in SETTINGS:
        if not setting.matters(subject):
            continue
        mine = setting.value(subject)
        for other in subject.peers if setting.across_modes else subject.peers_of_mode:
            theirs = setting.value(other)
            if mine != theirs and setting.matters(other):
                name = other.beatmap.metadata.version
                yield Finding(
                    setting.severity,
                    f"{setting.name} is {_said(mine)} here and {_said(theirs)} in {name}.",
                    found=_said(mine),
                    expected=f"{_said(theirs)} as in {name}",
                    key=setting.name,
                )
                break


def _said(value: object) -> str:
    return "on" if value is True else "off" if value is False else str(value) or "unset"


CHECK = Check(
    id="inconsistent-settings",
    category="Settings",
    title="Settings differ from another difficulty",
    reason="What belongs to the song should not change with the difficulty.",
    find=_find,
    yardstick=("MV", "RC"),
)
