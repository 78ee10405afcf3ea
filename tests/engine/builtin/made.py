"""Difficulties of one rendered song, each made once for all tests that look at it."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from engine.builtin import BuiltinMapper
from engine.osu import Beatmap, Document, General, TimingPoint
from engine.progress import Reporter
from engine.protocol import Options
from engine.rating import rate
from engine.song import Song
from engine.song.synthesis import RATE, render

BPM, OFFSET, SECONDS = 165.0, 800.0, 60.0

BEAT = 60000 / BPM


@lru_cache(maxsize=2)
def song(offbeat: float = 0.5) -> Song:
    """A minute of drums, bass and melody; an offbeat of 2/3 swings."""
    beats = np.arange(OFFSET, SECONDS * 1000 - 500, BEAT)
    return Song(render(beats, SECONDS, 7, 4, offbeat), RATE, f"rendered {offbeat}")


@lru_cache(maxsize=1)
def song_with_long_sounds() -> Song:
    """The same, in which now and then one chord sounds alone for 7 to 16 beats."""
    samples = song().samples.copy()
    for first, beats in ((28, 16), (64, 8), (80, 7), (116, 9)):
        start, end = (round((OFFSET + BEAT * beat) * RATE / 1000) for beat in (first, first + beats))
        time = np.arange(end - start) / RATE
        chord = sum(np.sin(2 * np.pi * pitch * time) for pitch in (220.0, 277.2, 329.6))
        samples[start:end] = 0.3 * chord
    return Song(samples, RATE, "rendered with long sounds")


def host(mode: int = 0) -> Beatmap:
    """An empty, timed map of it."""
    return Beatmap(
        general=General(audio_filename="song.wav", mode=mode), timing_points=[TimingPoint(OFFSET, BEAT)]
    )


@lru_cache(maxsize=64)
def made(mode: str, stars: float, seed: int = 0, *, long_sounds: bool = False, **options: object) -> Beatmap:
    """A difficulty as the mapper gives it."""
    wishes = Options.model_validate({"mode": mode, "difficulty": stars, "seed": seed} | options)
    heard = song_with_long_sounds() if long_sounds else song()
    return BuiltinMapper().generate(heard, host(), wishes, Reporter())


def stars_of(beatmap: Beatmap) -> float:
    """Its star rating."""
    return rate(Document.from_beatmap(beatmap).to_bytes())[0]
