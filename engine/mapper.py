"""The interface every engine fulfils, and how one is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from engine.builtin import BuiltinMapper
from engine.errors import EngineError, without_package
from engine.osu import Beatmap
from engine.progress import Reporter
from engine.protocol import EngineChoice, FailureKind, Mode, Options, Task, TempoSection
from engine.song import Song

if TYPE_CHECKING:
    from engine.checkpoint.mapper import CheckpointMapper as CheckpointMapper
    from engine.checkpoint.surprises import Surprise as Surprise


class Mapper(Protocol):
    """Makes maps for a song. Same arguments, same seed: same answer."""

    @property
    def name(self) -> str:
        """For the outcome and the ledger."""

    def timing(self, song: Song, report: Reporter, options: Options) -> Sequence[TempoSection]:
        """Tempo, offset and meter of the whole song, in order of time."""

    def generate(self, song: Song, host: Beatmap, options: Options, report: Reporter) -> Beatmap:
        """A whole difficulty.

        `host` gives timing, kiai, preview point and metadata; its objects are not looked at.
        """

    def remap(self, song: Song, source: Beatmap, options: Options, report: Reporter) -> Beatmap:
        """New objects and green lines for `options.start` to `options.end` (ms, inclusive) of `source`.

        Only the objects and green lines of that range are in the answer.
        """

    def guest(self, song: Song, host: Beatmap, options: Options, report: Reporter) -> Beatmap:
        """Another difficulty of the host's set: same timing, kiai and preview, own everything else."""

    def spread(
        self, song: Song, host: Beatmap, levels: Sequence[int], options: Options, report: Reporter
    ) -> Sequence[Beatmap]:
        """One difficulty for each level (0 Easy to 4 Expert, from the easiest on) on one timing."""

    def candidates(
        self, task: Task, song: Song, source: Beatmap, options: Options, report: Reporter
    ) -> Sequence[Beatmap]:
        """`options.candidates` answers to generate, remap or guest, to choose from.

        The first is what the task alone gives; the others are drawn with the seeds after `options.seed`.
        """

    def hitsounds(self, song: Song, source: Beatmap, report: Reporter, options: Options) -> Beatmap:
        """`source` with other hitsounds, sample sets and volumes; not one object moved."""


def choose(engine: EngineChoice, model: str | None, task: Task, mode: Mode) -> Mapper:
    """The engine for a run; `auto` takes the model only when one is named.

    Args:
        engine: what was asked for.
        model: a checkpoint's folder.
        task: what it has to be able to do.
        mode: and in which game mode.

    Raises:
        EngineError: a model is wanted and none was named, or it cannot be run here, or not for this task.
    """
    if engine == "builtin" or (engine == "auto" and model is None):
        return BuiltinMapper()
    if model is None:
        raise EngineError(
            FailureKind.REQUEST,
            "No model was named.",
            'Write model = "v32-mini", or the folder of a checkpoint.',
        )
    mapper = checkpoint_mapper(model)
    if not mapper.can(task, mode):
        able = ", ".join(each for each in Task if mapper.can(each, mode)) or "nothing"
        raise EngineError(
            FailureKind.ENGINE,
            f"{mapper.name} cannot do {task} in {mode}; it can do {able}.",
            'Take another checkpoint, or engine = "builtin".',
        )
    return mapper


@lru_cache(maxsize=1)
def checkpoint_mapper(model: str, *, greedy: bool = False, trace: Path | None = None) -> CheckpointMapper:
    """A checkpoint, loaded once and kept.

    Args:
        model: a folder, or the name of a checkpoint that was downloaded.
        greedy: always take the likeliest token; for comparisons.
        trace: gets a line for every model call.

    Raises:
        EngineError: there is no such checkpoint, or it cannot be run here.
    """
    try:
        # torch is heavy, and may not be installed
        from engine.checkpoint.hub import find
        from engine.checkpoint.mapper import CheckpointMapper
    except ImportError as error:
        raise without_package(error) from error
    if trace is not None:
        trace.unlink(missing_ok=True)  # calls are appended; an older trace would stand in front
    return CheckpointMapper.load(find(model), greedy=greedy, trace=trace)
