"""The .osu document: lossless text, decoded values, slider paths, timing in force, splice, snapping."""

from engine.osu.beatmap import Beatmap, Break, DifficultySettings, General, Metadata
from engine.osu.hit_objects import (
    CLAP,
    FINISH,
    WHISTLE,
    Circle,
    HitObject,
    HitSample,
    Hold,
    PathSegment,
    Slider,
    Spinner,
)
from engine.osu.timing_points import TimingPoint

__all__ = [
    "CLAP",
    "FINISH",
    "WHISTLE",
    "Beatmap",
    "Break",
    "Circle",
    "DifficultySettings",
    "General",
    "HitObject",
    "HitSample",
    "Hold",
    "Metadata",
    "PathSegment",
    "Slider",
    "Spinner",
    "TimingPoint",
]
