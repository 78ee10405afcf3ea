"""The interface every engine fulfils, and how one is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from engine.builtin import BuiltinMapper
from engine.errors import EngineError
from engine.osu import Beatmap
from engine.progress import Reporter
from engine.protocol import EngineChoice, FailureKind, Options, TempoSection
from engine.song import Song


class Mapper(Protocol):
    """Makes maps for a song. Same arguments, same seed: same answer."""

    name: str

    def timing(self, song: Song, report: Reporter) -> Sequence[TempoSection]:
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

    def hitsounds(self, song: Song, source: Beatmap, report: Reporter) -> Beatmap:
        """`source` with other hitsounds, sample sets and volumes; not one object moved."""


def choose(engine: EngineChoice, model: str | None) -> Mapper:
    """The engine for a run; `auto` takes the model only when one is named.

    Raises:
        EngineError: a model is wanted and none was named, or none can be run here.
    """
    if engine == "builtin" or (engine == "auto" and model is None):
        return BuiltinMapper()
    raise EngineError(
        FailureKind.ENGINE,
        "Model checkpoints cannot be run yet.",
        'Leave `model` out, or write engine = "builtin".',
    )
