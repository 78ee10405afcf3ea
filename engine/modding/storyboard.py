"""Sprites and samples of a storyboard: what [Events] says besides background, video and breaks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from engine.osu.numbers import decimal

MOST_FRAMES = 10_000
"""Of an animation; more is no storyboard."""


@dataclass(frozen=True, slots=True)
class StorySample:
    """A sound that the storyboard plays.

    Attributes:
        time: ms.
        name: of its file, with forward slashes.
        volume: percent.
    """

    time: float
    name: str
    volume: float


@dataclass(frozen=True, slots=True)
class Storyboard:
    """What a storyboard uses.

    Attributes:
        images: files of sprites and animation frames, with forward slashes, each once, in their order.
        samples: sounds.
    """

    images: tuple[str, ...] = ()
    samples: tuple[StorySample, ...] = field(default=())


def read_storyboard(lines: Iterable[str]) -> Storyboard:
    """The storyboard of some lines of [Events]; what the game could not read is left out.

    Lines `$name=value` are variables and are put in where they are used.
    """
    images: dict[str, None] = {}
    samples: list[StorySample] = []
    variables: dict[str, str] = {}
    for line in lines:
        if line.startswith("$"):
            name, _, value = line.partition("=")
            variables[name] = value.rstrip()
            continue
        if line[:1] in (" ", "_", "["):
            continue
        part = _filled(line, variables).split(",")
        match part[0].strip():
            case "Sprite" | "4" if len(part) > 3:
                images[_name(part[3])] = None
            case "Animation" | "6" if len(part) > 6:
                images.update(dict.fromkeys(_frames(_name(part[3]), part[6])))
            case "Sample" | "5" if len(part) > 3:
                samples += _sample(part)
    return Storyboard(tuple(images), tuple(samples))


def _filled(line: str, variables: dict[str, str]) -> str:
    if "$" in line:
        for name, value in variables.items():
            line = line.replace(name, value)
    return line


def _name(text: str) -> str:
    return text.strip().strip('"').replace("\\", "/")


def _frames(name: str, count: str) -> list[str]:
    try:
        frames = min(int(count), MOST_FRAMES)
    except ValueError:
        return []
    start, dot, suffix = name.rpartition(".")
    return [f"{start}{i}{dot}{suffix}" for i in range(frames)] if dot else []


def _sample(part: list[str]) -> list[StorySample]:
    try:
        volume = decimal(part[4]) if len(part) > 4 else 100.0
        return [StorySample(decimal(part[1]), _name(part[3]), volume)]
    except ValueError:
        return []
