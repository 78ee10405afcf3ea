"""Small difficulties for tests, spelled out as the editor would write them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

RED = "1000,500,4,2,1,60,1,0"
"""120 BPM from 1000 ms on."""


GENERAL = {
    "AudioLeadIn": "0",
    "PreviewTime": "5000",
    "Countdown": "0",
    "SampleSet": "Soft",
    "StackLeniency": "0.7",
}

METADATA = {
    "Title": "Song",
    "TitleUnicode": "Söng",
    "Artist": "Artist",
    "ArtistUnicode": "Artist",
    "Creator": "Mapper",
}

SETTINGS = {
    "HPDrainRate": "5",
    "CircleSize": "4",
    "OverallDifficulty": "8",
    "ApproachRate": "9",
    "SliderMultiplier": "1.4",
    "SliderTickRate": "1",
}

BACKGROUND = '0,0,"bg.jpg",0,0'


def difficulty(
    *objects: str,
    points: Sequence[str] = (RED,),
    version: str = "Insane",
    audio: str = "song.wav",
    editor: str = "",
    mode: int = 0,
    tags: str = "test words",
    newline: str = "\r\n",
    general: Mapping[str, str] = MappingProxyType({}),
    metadata: Mapping[str, str] = MappingProxyType({}),
    settings: Mapping[str, str] = MappingProxyType({}),
    events: Sequence[str] = (BACKGROUND,),
    breaks: Sequence[str] = (),
    colours: Sequence[str] = (),
) -> bytes:
    """The bytes of a v14 difficulty with these hit objects and timing points.

    `general`, `metadata` and `settings` replace or add keys of their sections.
    """
    lines = [
        "osu file format v14",
        "",
        "[General]",
        f"AudioFilename: {audio}",
        *(f"{key}: {value}" for key, value in {**GENERAL, "Mode": str(mode), **general}.items()),
        "",
        "[Editor]",
        *([editor] if editor else []),
        "DistanceSpacing: 1.2",
        "",
        "[Metadata]",
        *(
            f"{key}:{value}"
            for key, value in {
                **METADATA,
                "Version": version,
                "Source": "",
                "Tags": tags,
                "BeatmapID": "12",
                "BeatmapSetID": "34",
                **metadata,
            }.items()
        ),
        "",
        "[Difficulty]",
        *(f"{key}:{value}" for key, value in {**SETTINGS, **settings}.items()),
        "",
        "[Events]",
        "//Background and Video events",
        *events,
        "//Break Periods",
        *breaks,
        "",
        "[TimingPoints]",
        *points,
        "",
        *(["[Colours]", *colours, ""] if colours else []),
        "[HitObjects]",
        *objects,
    ]
    return "".join(line + newline for line in lines).encode()


def circles(*times: int) -> list[str]:
    """Circle lines at these times (ms), zigzagging over the playfield."""
    return [f"{100 + 60 * (i % 5)},{100 + 40 * (i % 4)},{time},1,0,0:0:0:0:" for i, time in enumerate(times)]
