"""What every task starts from: the map, the song, the mapper, and how to tell about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from engine.errors import EngineError
from engine.mapper import Mapper, choose
from engine.osu import Document
from engine.progress import Reporter
from engine.protocol import MODE_NAMES, FailureKind, Options, Run
from engine.song import RATE, Song


@dataclass(frozen=True)
class Work:
    """One run with its inputs, each read once and only when a task asks for it.

    Attributes:
        run: what is asked.
        files: where each file of the run can be read, by SHA-256.
        cache: where analyses of songs are kept; none keeps nothing.
        report: progress, notes, cancelling.
        given: an engine that is ready; none: it is chosen.
    """

    run: Run
    files: Mapping[str, Path]
    cache: Path | None
    report: Reporter
    given: Mapper | None = None

    @property
    def options(self) -> Options:
        """What the mapper wishes."""
        return self.run.options

    @property
    def map_path(self) -> Path | None:
        """A readable copy of the difficulty, if there is one."""
        return self.files[self.run.map.sha256] if self.run.map is not None else None

    @property
    def audio_path(self) -> Path:
        """A readable copy of the song.

        Raises:
            EngineError: there is none.
        """
        if self.run.audio is None:
            raise EngineError(FailureKind.INPUT, "The song is missing.", "Is AudioFilename right?")
        return self.files[self.run.audio.sha256]

    @property
    def audio_name(self) -> str:
        """File name of the song."""
        return self.run.audio.name if self.run.audio is not None else ""

    @cached_property
    def has_map(self) -> bool:
        """Whether there is a difficulty to work on or beside."""
        return self.map_path is not None

    @cached_property
    def document(self) -> Document:
        """The difficulty.

        Raises:
            EngineError: there is none.
            DecodeError: it is far too large to be one.
        """
        if self.map_path is None:
            raise EngineError(
                FailureKind.REQUEST,
                f"{self.run.task.capitalize()} works on a difficulty, and none was named.",
                'Say which: map = "Insane".',
            )
        return Document.from_bytes(self.map_path.read_bytes(), self.run.map.name if self.run.map else "")

    @cached_property
    def song(self) -> Song:
        """The decoded song."""
        self.report.step("Listening to the song", 0.02)
        # a checkpoint resamples for itself: twice would not be what it was trained on
        rate = RATE if self.run.model is None else None
        song = Song.load(self.audio_path, rate, self.cache)
        for warning in song.warnings:
            self.report.note(warning)
        return song

    @cached_property
    def mapper(self) -> Mapper:
        """The engine that will do it."""
        if self.given is not None:
            return self.given
        mode = self.options.mode or MODE_NAMES[self.document.beatmap.general.mode if self.has_map else 0]
        return choose(self.run.engine, self.run.model, self.run.task, mode)
