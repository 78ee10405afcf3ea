"""All events of a map to its objects and lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from engine.checkpoint.events import TIMED, Event, Group, Kind, groups
from engine.checkpoint.parsing.timing import common_beat_length
from engine.checkpoint.postprocess.lines import Lines
from engine.checkpoint.postprocess.objects import Builder, exact_overlaps
from engine.checkpoint.preset import Preset
from engine.osu import HitObject


@dataclass(frozen=True)
class Settings:
    """What objects depend on beyond their events.

    Attributes:
        mode: 0 osu!, 1 taiko, 2 catch, 3 mania.
        multiplier: the map's slider multiplier.
        seed: for directions that were not said.
    """

    mode: int
    multiplier: float
    seed: int = 0


def assembled(
    events: Sequence[Event],
    lines: Lines,
    preset: Preset,
    settings: Settings,
    note: Callable[[str], None] = lambda _sentence: None,
) -> list[HitObject]:
    """The objects that events mean on the given lines, which get the velocities and volumes said.

    `note` takes sentences about what was left out.
    """
    said = groups(events, types_first=preset.types_first)
    if preset.refines:
        exact_overlaps(said)
    last = max((group.time for group in said), default=0.0)
    builder = Builder(
        lines,
        settings.mode,
        settings.multiplier,
        common_beat_length(lines.points, last),
        preset.has_sv,
        Random(settings.seed),
        note,
    )
    for group in _dated(said, note):
        builder.take(group)
    return sorted(builder.finish(), key=lambda thing: thing.time)


def _dated(said: Sequence[Group], note: Callable[[str], None]) -> list[Group]:
    """The groups without those that lack the time they must have."""
    kept = [group for group in said if group.dated or group.kind not in TIMED - {Kind.LAST_ANCHOR}]
    if len(kept) < len(said):
        note(f"{len(said) - len(kept)} things the model said without a time were left out.")
    return kept
