"""The model mapper: every task in terms of what the checkpoint is told and what it says."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

import torch

from engine.checkpoint.audio import heard
from engine.checkpoint.composing import Composer, given, greens, keep_kiai, own_contexts, wanted
from engine.checkpoint.device import Device, choose
from engine.checkpoint.events import ContextKind, Events, Kind
from engine.checkpoint.job import Job
from engine.checkpoint.loading import Checkpoint
from engine.checkpoint.parsing import beat_events, object_events
from engine.checkpoint.postprocess.lines import Lines
from engine.checkpoint.postprocess.sounds import transferred
from engine.checkpoint.preset import Family
from engine.checkpoint.prompt import Stream, class_ids
from engine.checkpoint.refinement import Refinement
from engine.checkpoint.speakers import Speakers
from engine.checkpoint.surprisal import TokenSurprisal
from engine.checkpoint.surprises import Surprise, surprises
from engine.checkpoint.timekeeping import Timekeeper, reds_of
from engine.checkpoint.trace import Trace
from engine.checkpoint.wishes import finished, mode_of, own_wishes, sampling, stars
from engine.errors import EngineError
from engine.osu import Beatmap
from engine.progress import Reporter
from engine.protocol import MODE_NAMES, SPREAD_STARS, FailureKind, Mode, Options, Task, TempoSection
from engine.song import Song

HEARING = {Task.GUEST: ContextKind.GUEST, Task.HITSOUNDS: ContextKind.NO_HITSOUNDS}
"""Tasks for which a checkpoint must hear another map first."""
TIMING_SHARE = 0.3
"""Of a whole map's time, when timing is said first."""
NAMES = {Family.V29: "V29.1", Family.V30: "V30", Family.V31: "V31", Family.V32: "V32"}

T = TypeVar("T")


@dataclass
class CheckpointMapper:
    """A :class:`engine.mapper.Mapper` that lets a published checkpoint decide.

    Attributes:
        greedy: always take the likeliest token; for comparisons.
        trace: a file that gets every call of the network.
        refinement: moves V29's objects to their final places.
    """

    speakers: Speakers
    greedy: bool = False
    trace: Path | None = None
    refinement: Refinement | None = None
    _timekeeper: Timekeeper = field(init=False, default_factory=Timekeeper)

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
        speakers = Speakers(Path(folder), choose(device), not greedy if int8 is None else int8, lora)
        beside = Path(folder) / "diffusion"
        place = refiner or (beside if beside.is_dir() else None)
        refines = speakers.base.checkpoint.preset.refines
        return cls(speakers, greedy, trace, Refinement.load(place) if place and refines else None)

    @property
    def checkpoint(self) -> Checkpoint:
        """The one for all modes."""
        return self.speakers.base.checkpoint

    @property
    def device(self) -> Device:
        """Where it runs."""
        return self.speakers.device

    @property
    def name(self) -> str:
        """The checkpoint's generation and folder, for the mapper and the record."""
        return f"{NAMES[self.checkpoint.preset.family]} ({self.checkpoint.folder.name})"

    def can(self, task: Task, mode: Mode = "osu") -> bool:
        """Whether the checkpoint was trained for a task in a game mode."""
        preset = self.checkpoint.preset
        if MODE_NAMES.index(mode) not in preset.modes:
            return False
        if task is Task.TIMING:
            return preset.says_timing
        hears = {kind for template in preset.templates for kind in template.hears}
        return task not in HEARING or HEARING[task] in hears

    def timing(self, song: Song, report: Reporter, options: Options | None = None) -> Sequence[TempoSection]:
        """Tempo, offset and meter of the whole song, in order of time."""

        def make() -> list[TempoSection]:
            job = self._job(Task.TIMING, song, Beatmap(), options or Options(), report)
            reds = self._timekeeper.reds(job, Beatmap(), (0.0, 1.0))
            return [
                TempoSection(offset=red.time, bpm=60000 / red.beat_length, meter=red.meter) for red in reds
            ]

        return self._somewhere(make, report)

    def generate(self, song: Song, host: Beatmap, options: Options, report: Reporter) -> Beatmap:
        """A whole difficulty on the host's timing and kiai, or on its own where the host has none."""
        return self.candidates(Task.GENERATE, song, host, _one(options), report)[0]

    def guest(self, song: Song, host: Beatmap, options: Options, report: Reporter) -> Beatmap:
        """Another difficulty of the host's set, after hearing the host."""
        return self.candidates(Task.GUEST, song, host, _one(options), report)[0]

    def remap(self, song: Song, source: Beatmap, options: Options, report: Reporter) -> Beatmap:
        """New objects and green lines between `options.start` and `options.end`."""
        return self.candidates(Task.REMAP, song, source, _one(options), report)[0]

    def candidates(
        self, task: Task, song: Song, source: Beatmap, options: Options, report: Reporter
    ) -> Sequence[Beatmap]:
        """`options.candidates` answers to generate, guest or remap, made in one batch.

        Each draws from a generator of its own, with the seeds from `options.seed` on.
        """
        makes = {Task.GENERATE: self._generated, Task.GUEST: self._guests, Task.REMAP: self._remapped}
        return self._somewhere(
            lambda: makes[task](self._job(task, song, source, options, report), source), report
        )

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

        def make() -> Beatmap:
            job = self._job(Task.HITSOUNDS, song, source, _one(options or Options()), report)
            silent = object_events(source, self.checkpoint.preset).without({Kind.HITSOUND, Kind.VOLUME})
            told = Stream(ContextKind.NO_HITSOUNDS, silent, given=True)
            [sounding] = self._maps(job, source, {ContextKind.NO_HITSOUNDS: told})
            result, missing = transferred(source, sounding)
            if missing:
                report.note(f"{missing} sounds kept what they had: the model said none for them.")
            return result

        return self._somewhere(make, report)

    def surprises(
        self,
        song: Song,
        beatmap: Beatmap,
        options: Options,
        report: Reporter,
        between: tuple[float, float] | None = None,
    ) -> list[Surprise]:
        """Where a beatmap is not as the checkpoint would have it, most surprising first.

        With `between` (ms) only the windows are read that say something inside it.
        """
        tokens, streams = self._judged(song, beatmap, options, report, between)
        return surprises(tokens, streams, self.checkpoint.preset)

    def surprisal(
        self,
        song: Song,
        beatmap: Beatmap,
        options: Options,
        report: Reporter,
        between: tuple[float, float] | None = None,
    ) -> list[TokenSurprisal]:
        """Every token of a beatmap beside what the checkpoint expected in its place."""
        return self._judged(song, beatmap, options, report, between)[0]

    def _judged(
        self,
        song: Song,
        beatmap: Beatmap,
        options: Options,
        report: Reporter,
        between: tuple[float, float] | None,
    ) -> tuple[list[TokenSurprisal], list[Stream]]:
        if not beatmap.objects:
            return [], []

        def make() -> tuple[list[TokenSurprisal], list[Stream]]:
            job = self._job(Task.REMAP, song, beatmap, options, report)
            session = job.session(beatmap, (0.0, 1.0))
            return session.judge(own_contexts(beatmap, self.checkpoint.preset), between)

        return self._somewhere(make, report)

    def _generated(self, job: Job, host: Beatmap) -> list[Beatmap]:
        return self._maps(job, host, {})

    def _guests(self, job: Job, host: Beatmap) -> list[Beatmap]:
        preset = self.checkpoint.preset
        classes = class_ids(preset.vocabulary, own_wishes(preset, host, stars(host)), job.length)
        told = Stream(ContextKind.GUEST, object_events(host, preset), given=True, classes=classes)
        return self._maps(job, host, {ContextKind.GUEST: told})

    def _remapped(self, job: Job, source: Beatmap) -> list[Beatmap]:
        options, preset = job.options, self.checkpoint.preset
        start = 0.0 if options.start is None else options.start
        end = job.length if options.end is None else options.end
        span = (options.start, options.end)
        session = job.session(source, (0.0, 1.0), span, candidates=options.candidates)
        before = object_events(source, preset) if source.objects else Events()
        before.drop_tail_after(start - 1)
        told = given(source, preset, job.length)

        result = []
        for number, said in enumerate(session.say(wanted(session.wishes), told, begun=before)):
            lines = Lines([p for p in source.timing_points if p.uninherited or p.time < start])
            composer = Composer(job, session.wishes, self.refinement, number)
            objects = composer.objects(said, lines, (start, end))
            keep_kiai(lines, source)
            result.append(
                replace(
                    source,
                    objects=[thing for thing in objects if start <= thing.time <= end],
                    timing_points=greens(lines.finished(), source, start, end),
                )
            )
        return result

    def _maps(self, job: Job, host: Beatmap, heard: Mapping[ContextKind, Stream]) -> list[Beatmap]:
        """Whole maps; timing and kiai are said first where the host has none."""
        preset = self.checkpoint.preset
        told = given(host, preset, job.length)
        reds, before = [point for point in host.timing_points if point.uninherited], 0.0
        if not reds and preset.says_timing:
            before = TIMING_SHARE
            reds = self._timekeeper.reds(job, host, (0.0, before))
            told[ContextKind.TIMING] = beat_events(reds, preset, job.length) if reds else Events()
        session = job.session(host, (before, 1.0), candidates=job.options.candidates)
        asked = wanted(session.wishes)
        if ContextKind.KIAI not in told and ContextKind.KIAI in preset.vocabulary.context_start:
            asked.append(ContextKind.KIAI)

        result = []
        for number, said in enumerate(session.say(asked, told, heard)):
            lines = Lines(reds or reds_of(job, said[ContextKind.MAP].events))
            objects = Composer(job, session.wishes, self.refinement, number).objects(said, lines)
            keep_kiai(lines, host)
            mapped = replace(host, objects=objects, timing_points=lines.finished())
            result.append(finished(mapped, session.wishes, job.options))
        return result

    def _job(self, task: Task, song: Song, beatmap: Beatmap, options: Options, report: Reporter) -> Job:
        """The job, if the checkpoint can do it.

        Raises:
            EngineError: engine, with the checkpoints that can.
        """
        mode = MODE_NAMES[mode_of(options, beatmap)]
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
        length = len(samples) * 1000 / rate
        drawn = sampling(options, greedy=self.greedy)
        return Job(song, options, report, samples, length, self.speakers, drawn, trace)

    def _somewhere(self, make: Callable[[], T], report: Reporter) -> T:
        """What `make` makes; once more on the CPU when the device has too little memory.

        Raises:
            EngineError: resource, when the CPU has too little as well.
        """
        try:
            return make()
        except RuntimeError as error:
            computer_full = "DefaultCPUAllocator" in str(error)  # it has no exception of its own
            if not computer_full and not isinstance(error, torch.OutOfMemoryError):
                raise
            if computer_full or self.device.name == "cpu":
                raise EngineError(
                    FailureKind.RESOURCE,
                    "The computer ran out of memory, even with one window at a time.",
                    "Close other programs, or use v32-mini, which needs a third.",
                ) from None
        self.speakers.move_to_cpu()
        report.note(
            "The GPU ran out of memory, so the model went on on the CPU: close what else uses the GPU."
        )
        return make()


def _one(options: Options) -> Options:
    return options.model_copy(update={"candidates": 1})
