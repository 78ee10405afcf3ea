"""Where the sections of a file are, and which of its lines say something."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

LATEST_VERSION = 14
"""What the game assumes for a file without a header."""

PART = 1_000_000
"""Characters that are split into lines in one go."""

COMMAND = (" ", "_")
"""What the commands of a storyboard's sprites begin with; there may be a million of them."""

_NO_TEXT = re.compile("[\udc80-\udcff]")
_HEADER = re.compile(r"\s*osu file format v(\d+)")


@dataclass(slots=True)
class Section:
    """One `[Name]` and the lines below it.

    Attributes:
        name: as written.
        start: index of the header's line.
        end: index behind the last line.
    """

    name: str
    start: int
    end: int


def split_lines(text: str) -> list[str]:
    """The lines of a text with their endings: CR, LF or both.

    Part by part: in one go it would hold up every other thread, for a large storyboard most of a second.
    """
    lines: list[str] = []
    start = 0
    while start < len(text):
        end = text.find("\n", start + PART) + 1 or len(text)
        lines += io.StringIO(text[start:end], newline="")
        start = end
    return lines


def find_sections(lines: Sequence[str]) -> list[Section]:
    """All sections in order of the file; a name may come twice."""
    sections: list[Section] = []
    for i, line in enumerate(lines):
        if line[:1] == "[" and (name := line.split("//")[0].rstrip()).endswith("]"):
            if sections:
                sections[-1].end = i
            sections.append(Section(name[1:-1], i, len(lines)))
    return sections


def file_version(lines: Sequence[str]) -> int:
    """The N of `osu file format vN`, from the first line that says something."""
    for line in lines:
        if line.strip("\ufeff\0 \t\r\n"):
            match = _HEADER.match(line.lstrip("\ufeff"))
            return int(match[1]) if match and len(match[1]) < 6 else LATEST_VERSION
    return LATEST_VERSION


def meaningful(lines: Sequence[str], section: Section) -> Iterator[tuple[int, str]]:
    """Index and text of the lines, as the game reads them: none blank, no comments, no trailing blanks.

    Commands of a storyboard's sprites are left out, too.
    """
    keep_comments = section.name == "Metadata"
    without = COMMAND if section.name == "Events" else ()
    for i in range(section.start + 1, section.end):
        if lines[i].startswith(without):
            continue
        line = lines[i].rstrip()
        if not line or line.lstrip().startswith("//"):
            continue
        if not keep_comments and "//" in line:
            line = line[: line.index("//")].rstrip()
        yield i, readable(line)


def readable(line: str) -> str:
    """A line, or a name, as the game reads it: a byte that is no text is a U+FFFD, which can be sent."""
    return line if line.isascii() else _NO_TEXT.sub("\ufffd", line)


def key_value(line: str) -> tuple[str, str]:
    """`Key: value`, both trimmed."""
    key, _, value = line.partition(":")
    return key.strip(), value.strip()
