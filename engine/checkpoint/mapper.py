"""The model mapper: every task in terms of what the checkpoint is told and what it says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import torch

from engine.checkpoint.audio import heard
from engine.checkpoint.decoding import Answers
from engine.checkpoint.device import Device, choose
from engine.checkpoint.events import BEATS, ContextKind, Event, Events, Kind, groups
from engine.checkpoint.loading import Checkpoint, for_mode, load
from engine.checkpoint.packing import pack, shrink
from engine.checkpoint.parsing import beat_events, kiai_events, object_events
from engine.checkpoint.parsing.objects import last_beat
from engine.checkpoint.postprocess.assembly import Settings, assembled
from engine.checkpoint.postprocess.events import in_columns, placed, resnapped
from engine.checkpoint.postprocess.lines import Lines
from engine.checkpoint.postprocess.sounds import transferred
from engine.checkpoint.postprocess.tempo import red_lines
from engine.checkpoint.preset import Family
from engine.checkpoint.prompt import CATCH, MANIA, OSU, Stream, Wishes, class_ids
from engine.checkpoint.refinement import Refinement, elements, moved
from engine.checkpoint.session import Session
from engine.checkpoint.super_timing import PASSES, Histogram, beat_list
from engine.checkpoint.trace import Trace
from engine.checkpoint.wishes import (
    MODES,
    finished,
    leniency,
    mode_of,
    own_wishes,
    sampling,
    stars,
    wishes,
)
from engine.errors import EngineError
from engine.osu import Beatmap, HitObject, TimingPoint
from engine.progress import Reporter
from engine.protocol import SPREAD_STARS, FailureKind, Mode, Options, Task, TempoSection
from engine.song import Samples, Song

HEARING = {Task.GUEST: ContextKind.GUEST, Task.HITSOUNDS: ContextKind.NO_HITSOUNDS}
"""Tasks for which a checkpoint must hear another map first."""
TIMING_SHARE = 0.3
"""Of a whole map's time, when timing is said first."""
NAMES = {Family.V29: "V29.1", Family.V30: "V30", Family.V31: "V31", Family.V32: "V32"}


@dataclass
class _Job:
    """One task on one song.

    Attributes:
        samples: of the song as the checkpoint hears it.
        length: of the song, ms.
    """

    song: Song
    options: Options
    report: Reporter
    samples: Samples
    length: float
    generator: torch.Generator
    trace: Trace | None


@dataclass
class CheckpointMapper:
    """A :class:`engine.mapper.Mapper` that lets a published checkpoint decide.

    Attributes:
        loader: how its checkpoints are loaded; a fine-tune for a mode when that mode is first asked for.
        greedy: always take the likeliest token; for comparisons.
        trace: a file that gets every call of the network.
        refinement: moves V29's objects to their final places.
    """

    checkpoint: Checkpoint
    device: Device
    loader: Callable[[Path], Checkpoint]
    greedy: bool = False
    trace: Path | None = None
    refinement: Refinement | None = None
    _speaking: dict[Path, tuple[Checkpoint, Answers]] = field(init=False)
    _timed: dict[tuple[str, str], list[TimingPoint]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._speaking = {self.checkpoint.folder: self._with_answers(self.checkpoint)}

    @classmethod
    def load(
        cls,
        folder: Path | str,
        device: str | None = None,
        *,
        greedy: bool = False,
        trace: Path | None = None,
        int8: bool | None = None,
        lora: Path | None = None,
        refiner: Path | None = None,
    ) -> CheckpointMapper:
        """Load a checkpoint folder onto a device (`cuda`, `mps`, `cpu`; open: the fastest that works).

        On the CPU weights of eight bits are used unless `int8` says otherwise; a greedy mapper computes in
        single precision, so that it can be compared. `lora` is an adapter folder. `refiner` is the folder
        of V29's diffusion model; open: `diffusion` inside the checkpoint's folder, if there is one.

        Raises:
            EngineError: input, when a file of the checkpoint is missing or broken.
        """
        chosen = choose(device)
        small = chosen.name == "cpu" and (not greedy if int8 is None else int8)

        def loader(path: Path) -> Checkpoint:
            checkpoint = load(path, lora)
            checkpoint.network.to(device=chosen.name)
            for part in (checkpoint.network.encoder, checkpoint.network.decoder):
                part.to(dtype=chosen.precision)
            if small:
                shrink(checkpoint.network)
            elif chosen.name == "cpu":
                pack(checkpoint.network)
            return checkpoint

        checkpoint = loader(Path(folder))
        beside = Path(folder) / "diffusion"
        place = refiner or (beside if beside.is_dir() else None)
        refinement = Refinement.load(place) if place and checkpoint.preset.refines else None
        return cls(checkpoint, chosen, loader, greedy, trace, refinement)

    @staticmethod
    def _with_answers(checkpoint: Checkpoint) -> tuple[Checkpoint, Answers]:
        return checkpoint, Answers(checkpoint.network.decoder, checkpoint.preset.tokens)

    def _speaker(self, mode: int, *, timing: bool) -> tuple[Checkpoint, Answers]:
        """The checkpoint for a mode; timing is always said by the one for all modes."""
        folder = self.checkpoint.folder if timing else for_mode(self.checkpoint.folder, mode)
        if folder not in self._speaking:
            self._speaking[folder] = self._with_answers(self.loader(folder))
        return self._speaking[folder]

    @property
    def name(self) -> str:
        """The checkpoint's generation and folder, for the mapper and the record."""
        return f"{NAMES[self.checkpoint.preset.family]} ({self.checkpoint.folder.name})"

    def can(self, task: Task, mode: Mode = "osu") -> bool:
        """Whether the checkpoint was trained for a task in a game mode."""
        preset = self.checkpoint.preset
        if MODES.index(mode) not in preset.modes:
            return False
        if task is Task.TIMING:
            return preset.says_timing
        hears = {kind for template in preset.templates for kind in template.hears}
        return task not in HEARING or HEARING[task] in hears

    def timing(self, song: Song, report: Reporter, options: Options | None = None) -> Sequence[TempoSection]:
        """Tempo, offset and meter of the whole song, in order of time."""
        job = self._job(Task.TIMING, song, Beatmap(), options or Options(), report)
        reds = self._timing(job, Beatmap(), (0.0, 1.0))
        return [TempoSection(offset=red.time, bpm=60000 / red.beat_length, meter=red.meter) for red in reds]

    def generate(self, song: Song, host: Beatmap, options: Options, report: Reporter) -> Beatmap:
        """A whole difficulty on the host's timing and kiai, or on its own where the host has none."""
        return self._map(self._job(Task.GENERATE, song, host, options, report), host, {})

    def guest(self, song: Song, host: Beatmap, options: Options, report: Reporter) -> Beatmap:
        """Another difficulty of the host's set, after hearing the host."""
        job, preset = self._job(Task.GUEST, song, host, options, report), self.checkpoint.preset
        known = own_wishes(preset, host, stars(host))
        classes = class_ids(preset.vocabulary, known, job.length)
        told = Stream(ContextKind.GUEST, object_events(host, preset), given=True, classes=classes)
        return self._map(job, host, {ContextKind.GUEST: told})

    def spread(
        self, song: Song, host: Beatmap, levels: Sequence[int], options: Options, report: Reporter
    ) -> Sequence[Beatmap]:
        """One difficulty for each level by its usual star rating; the first one's timing is everyone's."""
        result: list[Beatmap] = []
        for level in levels:
            wishes = options.model_copy(update={"difficulty": SPREAD_STARS[level]})
            result.append(self.generate(song, host, wishes, report))
            if not any(each.uninherited for each in host.timing_points):
                host = replace(host, timing_points=[p for p in result[0].timing_points if p.uninherited])
        return result

    def hitsounds(
        self, song: Song, source: Beatmap, report: Reporter, options: Options | None = None
    ) -> Beatmap:
        """The source with the sounds the checkpoint hears in it; not one object moved."""
        job = self._job(Task.HITSOUNDS, song, source, options or Options(), report)
        silent = object_events(source, self.checkpoint.preset).without({Kind.HITSOUND, Kind.VOLUME})
        told = Stream(ContextKind.NO_HITSOUNDS, silent, given=True)
        sounding = self._map(job, source, {ContextKind.NO_HITSOUNDS: told})
        result, missing = transferred(source, sounding)
        if missing:
            report.note(f"{missing} sounds kept what they had: the model said none for them.")
        return result

    def remap(self, song: Song, source: Beatmap, options: Options, report: Reporter) -> Beatmap:
        """New objects and green lines between `options.start` and `options.end`."""
        job = self._job(Task.REMAP, song, source, options, report)
        start = 0.0 if options.start is None else options.start
        end = job.length if options.end is None else options.end
        session = self._session(job, source, (0.0, 1.0), options.start, options.end)
        before = object_events(source, self.checkpoint.preset) if source.objects else Events()
        before.drop_tail_after(start - 1)
        said = session.say(_wanted(session.wishes), self._given(source, job.length), begun=before)

        lines = Lines([p for p in source.timing_points if p.uninherited or p.time < start])
        objects = self._objects(job, said, session.wishes, lines, (start, end))
        _keep_kiai(lines, source)
        return replace(
            source,
            objects=[thing for thing in objects if start <= thing.time <= end],
            timing_points=_greens(lines.finished(), source, start, end),
        )

    def _map(self, job: _Job, host: Beatmap, told: dict[ContextKind, Stream]) -> Beatmap:
        """A whole map; timing and kiai are said first where the host has none."""
        preset, given = self.checkpoint.preset, self._given(host, job.length)
        reds, before = [point for point in host.timing_points if point.uninherited], 0.0
        if not reds and preset.says_timing:
            before = TIMING_SHARE
            reds = self._timing(job, host, (0.0, before))
            if reds:
                given[ContextKind.TIMING] = beat_events(reds, preset, job.length)
        session = self._session(job, host, (before, 1.0))
        wanted = _wanted(session.wishes)
        if ContextKind.KIAI not in given and ContextKind.KIAI in preset.vocabulary.context_start:
            wanted.append(ContextKind.KIAI)
        said = session.say(wanted, given, told)
        if not reds:
            beats = said[ContextKind.MAP].events
            reds = self._reds(job, beats)
        lines = Lines(reds)
        objects = self._objects(job, said, session.wishes, lines)
        _keep_kiai(lines, host)
        mapped = replace(host, objects=objects, timing_points=lines.finished())
        return finished(mapped, session.wishes, job.options)

    def _objects(
        self,
        job: _Job,
        said: dict[ContextKind, Events],
        asked: Wishes,
        lines: Lines,
        span: tuple[float, float] = (float("-inf"), float("inf")),
    ) -> list[HitObject]:
        """The objects of what was said; the lines get its velocities, volumes and kiai.

        Positions are refined inside `span`, ms.
        """
        preset = self.checkpoint.preset
        events = placed(said[ContextKind.MAP], preset.positions)
        if asked.mode == MANIA:
            events = in_columns(events, asked.key_count)
        for kind in (ContextKind.KIAI, ContextKind.SV):
            if kind in said:
                events = said[kind].merged(events) if kind is ContextKind.KIAI else events.merged(said[kind])
        reds = [point for point in lines.points if point.uninherited]
        snapped = resnapped(events.events, reds)
        if preset.refines and asked.mode in {OSU, CATCH}:
            snapped = self._refined(job, snapped, reds, asked, span)
        settings = Settings(asked.mode, asked.slider_multiplier, job.options.seed)
        return assembled(snapped, lines, preset, settings, job.report.note)

    def _refined(
        self,
        job: _Job,
        events: list[Event],
        reds: Sequence[TimingPoint],
        asked: Wishes,
        span: tuple[float, float],
    ) -> list[Event]:
        """The events with refined positions, if the refiner is there."""
        if self.refinement is None or self.refinement.labels is None:
            if not self.greedy:
                job.report.note("Positions are rough: the refiner of this checkpoint is not installed.")
            return events
        found = elements(events, reds, asked.slider_multiplier)
        if found is None:
            return events
        labels = self.refinement.labels
        positions = self.refinement.positions(
            found,
            (labels.vector(asked, asked.descriptors), labels.vector(asked, asked.negative_descriptors)),
            lambda _part, _step, shape: torch.randn(shape, generator=job.generator),
            span=span,
            step=lambda done: job.report.step("Refining positions", done),
        )
        return moved(events, found, positions)

    def _timing(self, job: _Job, host: Beatmap, share: tuple[float, float]) -> list[TimingPoint]:
        """The song's red lines; said once for a song and the same wishes."""
        asked = f"{job.options!r} {mode_of(job.options, host)}"
        key = (job.song.sha256, asked)
        if key not in self._timed or job.trace is not None:
            asked_for = job.options.super_timing
            default = self.checkpoint.preset.refines and not self.greedy
            if default if asked_for is None else asked_for:
                self._timed[key] = self._reds(job, self._super_timing(job, host, share))
            else:
                session = self._session(job, host, share, timing=True)
                said = session.say([ContextKind.TIMING], {})[ContextKind.TIMING]
                self._timed[key] = self._reds(job, said.of({*BEATS, Kind.TIME}).events)
        if not self._timed[key]:
            job.report.note("The model heard no beat in this song; 120 BPM from 0 on is used.")
        return [replace(red) for red in self._timed[key]]

    def _super_timing(self, job: _Job, host: Beatmap, share: tuple[float, float]) -> list[Event]:
        """The beats that most of many passes hear, each over windows that begin elsewhere."""
        preset = self.checkpoint.preset
        reach, rate = int(preset.window_ms / 2), preset.sample_rate
        histogram, random = Histogram(int(job.length)), np.random.default_rng(job.options.seed)
        first, last = share
        for index in range(PASSES):
            offset = int(random.integers(-reach, reach))
            shift = offset * rate // 1000
            samples = np.pad(job.samples, (shift, 0)) if shift > 0 else job.samples[-shift:]
            part = (first + (last - first) * index / PASSES, first + (last - first) * (index + 1) / PASSES)
            session = self._session(replace(job, samples=samples), host, part, timing=True)
            session.sampling = replace(session.sampling, greedy=True, lookback=0.0, lookahead=0.0)
            session.cut()
            said = session.say([ContextKind.TIMING], {})[ContextKind.TIMING]
            histogram.add(groups(said.events, types_first=preset.types_first), offset)
        return beat_list(histogram.heard(), types_first=preset.types_first)

    def _reds(self, job: _Job, events: Sequence[Event]) -> list[TimingPoint]:
        preset = self.checkpoint.preset
        allowed = leniency(preset, job.options)
        return red_lines(events, types_first=preset.types_first, leniency=allowed)

    def _given(self, beatmap: Beatmap, length: float) -> dict[ContextKind, Events]:
        """Timing and kiai of a beatmap, as far as it has them and the checkpoint knows such contexts.

        `length` is the song's, ms. An empty map without kiai has none yet, it does not want to go without.
        """
        preset, points = self.checkpoint.preset, beatmap.timing_points
        known = preset.vocabulary.context_start
        if not any(point.uninherited for point in points):
            return {}
        end = last_beat(beatmap) if beatmap.objects else length
        given = {ContextKind.TIMING: beat_events(points, preset, end)}
        if beatmap.objects or any(point.kiai for point in points):
            given[ContextKind.KIAI] = kiai_events(points, preset)
        return {kind: events for kind, events in given.items() if kind in known}

    def _session(
        self,
        job: _Job,
        beatmap: Beatmap,
        share: tuple[float, float],
        start: float | None = None,
        end: float | None = None,
        *,
        timing: bool = False,
    ) -> Session:
        checkpoint, answers = self._speaker(mode_of(job.options, beatmap), timing=timing)
        return Session(
            checkpoint,
            answers,
            job.samples,
            wishes(checkpoint.preset, job.options, beatmap, stars(beatmap)),
            sampling(job.options, greedy=self.greedy),
            job.report,
            job.generator,
            job.trace,
            start,
            end,
            share,
        )

    def _job(self, task: Task, song: Song, beatmap: Beatmap, options: Options, report: Reporter) -> _Job:
        """The job, if the checkpoint can do it.

        Raises:
            EngineError: engine, with the checkpoints that can.
        """
        mode = MODES[mode_of(options, beatmap)]
        if not self.can(task, mode):
            able = "V29.1 and V31" if task in HEARING else "V29.1, V31, V32 and V32-mini"
            raise EngineError(
                FailureKind.ENGINE,
                f"{NAMES[self.checkpoint.preset.family]} cannot do the task '{task}' for {mode}.",
                f"{able} can.",
            )
        report.note(self.device.said)
        rate = self.checkpoint.preset.sample_rate
        samples = heard(song, rate)
        trace = None if self.trace is None else Trace(self.trace, str(task))
        generator = torch.Generator().manual_seed(options.seed)
        return _Job(song, options, report, samples, len(samples) * 1000 / rate, generator, trace)


def _wanted(asked: Wishes) -> list[ContextKind]:
    return [ContextKind.MAP, ContextKind.SV] if asked.mode == MANIA else [ContextKind.MAP]


def _keep_kiai(lines: Lines, beatmap: Beatmap) -> None:
    """Give the lines the kiai of a beatmap."""
    kiai = False
    for point in sorted(beatmap.timing_points, key=lambda point: point.time):
        if point.kiai != kiai:
            kiai = point.kiai
            lines.set_kiai(round(point.time), kiai=kiai)


def _greens(points: Sequence[TimingPoint], source: Beatmap, start: float, end: float) -> list[TimingPoint]:
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
