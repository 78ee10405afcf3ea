"""One task on one song, as the checkpoint is to do it."""

from __future__ import annotations

from dataclasses import dataclass, field

import torch

from engine.checkpoint.prompt import Wishes
from engine.checkpoint.rules import Sampling
from engine.checkpoint.session import Ears, Session
from engine.checkpoint.speakers import Speakers
from engine.checkpoint.trace import Trace
from engine.checkpoint.wishes import mode_of, stars, wishes
from engine.osu import Beatmap
from engine.progress import Reporter
from engine.protocol import Options
from engine.song import Samples, Song


@dataclass
class Job:
    """Everything a task needs besides the map.

    Attributes:
        samples: of the song as the checkpoint hears it.
        length: of the song, ms.
        trace: gets every call of the network, if there is one.
        ears: windows that were encoded already; timing and mapping hear the same ones.
    """

    song: Song
    options: Options
    report: Reporter
    samples: Samples
    length: float
    speakers: Speakers
    sampling: Sampling
    trace: Trace | None = None
    ears: Ears = field(default_factory=dict)

    def generators(self, count: int) -> list[torch.Generator]:
        """One for each candidate, with the seeds from the wished one on."""
        return [
            torch.Generator().manual_seed((self.options.seed + number) % 2**63) for number in range(count)
        ]

    def wishes(self, beatmap: Beatmap) -> Wishes:
        """What is asked for, with a beatmap's values where the options say nothing."""
        preset = self.speakers.base.checkpoint.preset
        return wishes(preset, self.options, beatmap, stars(beatmap))

    def session(
        self,
        beatmap: Beatmap,
        share: tuple[float, float],
        span: tuple[float | None, float | None] = (None, None),
        *,
        candidates: int = 1,
        timing: bool = False,
    ) -> Session:
        """What a checkpoint is told of the song between the ends of `span`, ms.

        `share` is the part of the task's progress; timing is said by the checkpoint for all modes.
        """
        mode = mode_of(self.options, beatmap)
        checkpoint, answers = self.speakers.base if timing else self.speakers.for_mode(mode)
        return Session(
            checkpoint,
            answers,
            self.samples,
            self.wishes(beatmap),
            self.sampling,
            self.report,
            self.generators(candidates),
            self.trace,
            *span,
            share,
            self.ears,
        )
