"""The [Events] section: background, video, breaks; storyboard lines are left to the file."""

from __future__ import annotations

from dataclasses import dataclass

from engine.osu.numbers import decimal
from engine.osu.sections import COMMAND

VIDEO_SUFFIXES = (".mp4", ".mov", ".avi", ".flv", ".mpg", ".wmv", ".m4v")


@dataclass(slots=True)
class Break:
    """A pause in play, ms to ms."""

    start: float
    end: float


@dataclass(slots=True)
class Events:
    """What the game itself takes from the section."""

    background: str
    video: str
    breaks: list[Break]


def read_event(line: str, events: Events, offset: float) -> None:
    """Take what one line says, which is no command of a storyboard's sprite.

    Raises:
        ValueError: what was expected.
    """
    part = line.split(",")
    match part[0].strip():
        case "0" | "Background":
            events.background = _file(part, 2)
        case "1" | "Video":
            name = _file(part, 2)
            if name.lower().endswith(VIDEO_SUFFIXES):
                events.video = name
            else:
                events.background = name
        case "4" | "Sprite" if not events.background:
            events.background = _file(part, 3)  # some old maps have their background in the storyboard
        case "2" | "Break":
            if len(part) < 3:
                raise ValueError("2,start,end")
            start = decimal(part[1]) + offset
            events.breaks.append(Break(start, max(start, decimal(part[2]) + offset)))


def is_break(line: str) -> bool:
    """Whether a line of the section is a break, and no command of a storyboard's sprite."""
    return not line.startswith(COMMAND) and line.split(",")[0].strip() in ("2", "Break")


def _file(part: list[str], index: int) -> str:
    if len(part) <= index:
        raise ValueError("a file name")
    return part[index].strip().strip('"').replace("\\", "/")
