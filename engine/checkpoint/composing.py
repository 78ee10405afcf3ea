"""From what a checkpoint said to a beatmap, and from a beatmap to what a checkpoint is given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import torch

from engine.checkpoint.events import ContextKind, Event, Events
from engine.checkpoint.job import Job
from engine.checkpoint.parsing import beat_events, kiai_events, object_events, speed_events
from engine.checkpoint.parsing.objects import last_beat
from engine.checkpoint.postprocess.assembly import Settings, assembled
from engine.checkpoint.postprocess.events import in_columns, placed, resnapped
from engine.checkpoint.postprocess.lines import Lines
from engine.checkpoint.preset import Preset
from engine.checkpoint.prompt import CATCH, MANIA, OSU, Wishes
from engine.checkpoint.refinement import Refinement, elements, moved
from engine.osu import Beatmap, HitObject, TimingPoint

EVERYWHERE = (float("-inf"), float("inf"))


@dataclass(frozen=True)
class Composer:
    """Makes objects of one candidate's events.

    Attributes:
        asked: the wishes the events were said for.
        refinement: moves V29's objects to their final places, if it is installed.
        number: of the candidate, from 0.
    """

    job: Job
    asked: Wishes
    refinement: Refinement | None
    number: int = 0

    def objects(
        self, said: Mapping[ContextKind, Events], lines: Lines, span: tuple[float, float] = EVERYWHERE
    ) -> list[HitObject]:
        """The objects of what was said; the lines get its velocities, volumes and kiai.

        Positions are refined inside `span`, ms.
        """
        preset = self.job.speakers.base.checkpoint.preset
        events = placed(said[ContextKind.MAP], preset.positions)
        if self.asked.mode == MANIA:
            events = in_columns(events, self.asked.key_count)
        if ContextKind.KIAI in said:
            events = said[ContextKind.KIAI].merged(events)
        if ContextKind.SV in said:
            events = events.merged(said[ContextKind.SV])
        reds = [point for point in lines.points if point.uninherited]
        snapped = resnapped(events.events, reds)
        if preset.refines and self.asked.mode in {OSU, CATCH}:
            snapped = self._refined(snapped, reds, span)
        settings = Settings(
            self.asked.mode, self.asked.slider_multiplier, self.job.options.seed + self.number
        )
        return assembled(snapped, lines, preset, settings, self.job.report.note)

    def _refined(
        self, events: list[Event], reds: Sequence[TimingPoint], span: tuple[float, float]
    ) -> list[Event]:
        """The events with refined positions, if the refiner is there."""
        job, asked = self.job, self.asked
        if self.refinement is None or self.refinement.labels is None:
            if not job.sampling.greedy:
                job.report.note("Positions are rough: the refiner of this checkpoint is not installed.")
            return events
        found = elements(events, reds, asked.slider_multiplier)
        if found is None:
            return events
        labels, noise = self.refinement.labels, job.generators(self.number + 1)[-1]
        positions = self.refinement.positions(
            found,
            (labels.vector(asked, asked.descriptors), labels.vector(asked, asked.negative_descriptors)),
            lambda _part, _step, shape: torch.randn(shape, generator=noise),
            span=span,
            step=lambda done: job.report.step("Refining positions", done),
        )
        return moved(events, found, positions)


def given(beatmap: Beatmap, preset: Preset, length: float) -> dict[ContextKind, Events]:
    """Timing and kiai of a beatmap, as far as it has them and the checkpoint knows such contexts.

    `length` is the song's, ms. An empty map without kiai has none yet, it does not want to go without.
    """
    points = beatmap.timing_points
    if not any(point.uninherited for point in points):
        return {}
    end = last_beat(beatmap) if beatmap.objects else length
    events = {ContextKind.TIMING: beat_events(points, preset, end)}
    if beatmap.objects or any(point.kiai for point in points):
        events[ContextKind.KIAI] = kiai_events(points, preset)
    return {kind: each for kind, each in events.items() if kind in preset.vocabulary.context_start}


def own_contexts(beatmap: Beatmap, preset: Preset) -> dict[ContextKind, Events]:
    """All that a checkpoint would say of a beatmap with objects; scroll speeds in mania only."""
    own = given(beatmap, preset, 0.0) | {ContextKind.MAP: object_events(beatmap, preset)}
    if beatmap.general.mode == MANIA and ContextKind.SV in preset.vocabulary.context_start:
        own[ContextKind.SV] = speed_events(beatmap, preset)
    return own


def wanted(asked: Wishes) -> list[ContextKind]:
    """What a map of a mode consists of."""
    return [ContextKind.MAP, ContextKind.SV] if asked.mode == MANIA else [ContextKind.MAP]


def keep_kiai(lines: Lines, beatmap: Beatmap) -> None:
    """Give the lines the kiai of a beatmap."""
    kiai = False
    for point in sorted(beatmap.timing_points, key=lambda point: point.time):
        if point.kiai != kiai:
            kiai = point.kiai
            lines.set_kiai(round(point.time), kiai=kiai)


def greens(points: Sequence[TimingPoint], source: Beatmap, start: float, end: float) -> list[TimingPoint]:
    """The green lines inside a range; a red line whose volume or kiai is another now gets one beside it."""
    reds = {point.time: point for point in source.timing_points if point.uninherited}
    result = []
    for point in points:
        if not start <= point.time <= end:
            continue
        if not point.uninherited:
            result.append(point)
        elif (old := reds.get(point.time)) is not None and (old.volume, old.kiai) != (
            point.volume,
            point.kiai,
        ):
            result.append(replace(point, beat_length=-100.0, uninherited=False))
    return sorted(result, key=lambda point: point.time)
