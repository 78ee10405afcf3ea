"""The red lines of a song: said by the checkpoint once, then taken from there for the whole set."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from engine.checkpoint.events import BEATS, ContextKind, Event, Kind, groups
from engine.checkpoint.job import Job
from engine.checkpoint.postprocess.tempo import red_lines
from engine.checkpoint.super_timing import PASSES, Histogram, beat_list
from engine.checkpoint.wishes import leniency, mode_of
from engine.osu import Beatmap, TimingPoint
from engine.protocol import Options

TIMING_OPTIONS = (
    *("timing_temperature", "temperature", "top_p", "top_k", "lookback", "lookahead", "timeshift_bias"),
    *("timing_leniency", "super_timing", "seed"),
)
"""Options that make another timing; difficulty and style are a difficulty's own, timing is the set's."""


@dataclass
class Timekeeper:
    """Times songs, each once for the same checkpoint and :data:`TIMING_OPTIONS`.

    Attributes:
        always: say it anew each time; for comparisons.
    """

    always: bool = False
    _known: dict[str, list[TimingPoint]] = field(init=False, default_factory=dict)

    def reds(self, job: Job, host: Beatmap, share: tuple[float, float]) -> list[TimingPoint]:
        """The song's red lines; `share` is the part of the task's progress for finding them."""
        key = _key(job, host)
        reds = None if self.always or job.trace is not None else self._known.get(key) or _stored(job, key)
        if reds is None:
            reds = self._said(job, host, share)
            _store(job, key, reds)
        self._known[key] = reds
        if not reds:
            job.report.note("The model heard no beat in this song; 120 BPM from 0 on is used.")
        return [replace(red) for red in reds]

    def _said(self, job: Job, host: Beatmap, share: tuple[float, float]) -> list[TimingPoint]:
        many, preset = job.options.super_timing, job.speakers.base.checkpoint.preset
        if many or (many is None and preset.refines and not job.sampling.greedy):
            return reds_of(job, _agreed(job, host, share))
        session = job.session(host, share, timing=True)
        [said] = session.say([ContextKind.TIMING], {})
        return reds_of(job, said[ContextKind.TIMING].of({*BEATS, Kind.TIME}).events)


def reds_of(job: Job, events: Sequence[Event]) -> list[TimingPoint]:
    """The red lines that beats mean."""
    preset = job.speakers.base.checkpoint.preset
    return red_lines(events, types_first=preset.types_first, leniency=leniency(preset, job.options))


def _agreed(job: Job, host: Beatmap, share: tuple[float, float]) -> list[Event]:
    """The beats that most of many passes hear, each over windows that begin elsewhere."""
    preset = job.speakers.base.checkpoint.preset
    reach, rate = int(min(preset.window_ms, job.length) / 2), preset.sample_rate
    histogram, random = Histogram(int(job.length)), np.random.default_rng(job.options.seed)
    sampling = replace(job.sampling, greedy=True, lookback=0.0, lookahead=0.0)
    first, last = share
    for index in range(PASSES):
        offset = int(random.integers(-reach, reach))
        shift = offset * rate // 1000
        samples = np.pad(job.samples, (shift, 0)) if shift > 0 else job.samples[-shift:]
        part = (first + (last - first) * index / PASSES, first + (last - first) * (index + 1) / PASSES)
        one = replace(job, samples=samples, sampling=sampling, ears={})
        [said] = one.session(host, part, timing=True).say([ContextKind.TIMING], {})
        histogram.add(groups(said[ContextKind.TIMING].events, types_first=preset.types_first), offset)
    return beat_list(histogram.heard(), types_first=preset.types_first)


def _key(job: Job, host: Beatmap) -> str:
    """What a timing depends on, in one word."""
    wished: Options = job.options
    checkpoint = (str(job.speakers.folder.resolve()), str(job.speakers.lora))
    asked = [getattr(wished, name) for name in TIMING_OPTIONS]
    text = json.dumps([checkpoint, mode_of(wished, host), asked, job.sampling.greedy])
    return f"{job.song.sha256}-{hashlib.sha256(text.encode()).hexdigest()[:16]}"


def _path(job: Job, key: str) -> Path | None:
    return None if job.song.cache is None else job.song.cache / f"{key}-timing.json"


def _stored(job: Job, key: str) -> list[TimingPoint] | None:
    """What an earlier process found; None when there is nothing, or it cannot be read."""
    path = _path(job, key)
    if path is None:
        return None
    try:
        lines = json.loads(path.read_text(encoding="utf-8"))
        return [
            TimingPoint(float(time), float(beat), int(meter), sample_set=2) for time, beat, meter in lines
        ]
    except (OSError, ValueError, TypeError):
        return None


def _store(job: Job, key: str, reds: Sequence[TimingPoint]) -> None:
    path = _path(job, key)
    if path is None or job.trace is not None:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(f".{os.getpid()}.tmp")
    temporary.write_text(json.dumps([(red.time, red.beat_length, red.meter) for red in reds]), "utf-8")
    temporary.replace(path)
