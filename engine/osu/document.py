"""A difficulty as a file: its lines, what they mean, and edits that touch no other line."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import replace
from pathlib import Path
from typing import Self, TypeVar

from engine.osu import encode as encoder
from engine.osu.beatmap import Beatmap
from engine.osu.decode import EARLY_OFFSET, Decoded, decode
from engine.osu.encoding import Encoding
from engine.osu.encoding import decode as decode_text
from engine.osu.errors import DecodeError
from engine.osu.events import Break, is_break
from engine.osu.hit_objects import HitObject, Hold, Spinner, with_sounds, write_object
from engine.osu.numbers import written
from engine.osu.sections import Section, find_sections, key_value, meaningful, readable, split_lines
from engine.osu.timing_points import TimingPoint, write_timing_point

T = TypeVar("T", HitObject, TimingPoint)

LARGEST_FILE = 64 * 1024 * 1024
"""Bytes; the largest ranked difficulties have a few megabytes."""

SECTION_ORDER = (
    "General",
    "Editor",
    "Metadata",
    "Difficulty",
    "Events",
    "TimingPoints",
    "Colours",
    "HitObjects",
)

_SPACED = frozenset({"General", "Editor"})
"""Sections in which the game writes `Key: value`; elsewhere `Key:value`."""


class Document:
    """The lines of one `.osu` file; unchanged, it gives back its bytes.

    Args:
        lines: with their line endings.
        encoding: how the text is stored.
        name: of the file, for messages.
    """

    def __init__(self, lines: list[str], encoding: Encoding, name: str = "") -> None:
        self._lines = lines
        self._encoding = encoding
        self._name = name
        self._sections_found: list[Section] | None = None
        self._decoded: Decoded | None = None

    @classmethod
    def from_bytes(cls, data: bytes, name: str = "") -> Self:
        """Read a file's content.

        Raises:
            DecodeError: it is far too large to be a difficulty.
        """
        if len(data) > LARGEST_FILE:
            most = f"at most {LARGEST_FILE // 1024 // 1024} MB"
            raise DecodeError(name, 0, "", f"{most} (keep a large storyboard in the mapset's .osb file)")
        text, encoding = decode_text(data)
        return cls(split_lines(text), encoding, name)

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read a file.

        Raises:
            OSError: it cannot be read.
            DecodeError: it is far too large to be a difficulty.
        """
        return cls.from_bytes(path.read_bytes(), path.name)

    @classmethod
    def from_beatmap(cls, beatmap: Beatmap) -> Self:
        """A new file that says just these values."""
        return cls(split_lines(encoder.encode(beatmap)), Encoding("utf-8"))

    def to_bytes(self) -> bytes:
        """The content of the file."""
        return self._encoding.encode("".join(self._lines))

    def copy(self) -> Self:
        """Another document with the same content."""
        return type(self)(list(self._lines), self._encoding, self._name)

    @property
    def version(self) -> int:
        """The N of `osu file format vN`."""
        return self.beatmap.format_version

    @property
    def beatmap(self) -> Beatmap:
        """Everything the file says, decoded; changing it changes no file.

        Raises:
            DecodeError: the file has no section at all, so it is no difficulty, or absurdly many objects.
        """
        return self._view.beatmap

    @property
    def warnings(self) -> list[str]:
        """What the game would not read, one sentence each."""
        return self.beatmap.warnings

    @property
    def _sections(self) -> list[Section]:
        """Where the sections are; single keys need no more of a file than that."""
        if self._sections_found is None:
            found = find_sections(self._lines)
            if not found:
                first = next((line.strip() for line in self._lines if line.strip("\0 \t\r\n")), "")
                expected = "'osu file format v14' and sections such as [General]"
                raise DecodeError(self._name, 1, first, expected)
            self._sections_found = found
        return self._sections_found

    @property
    def _view(self) -> Decoded:
        if self._decoded is None:
            self._decoded = decode(self._lines, self._sections, self._name)
        return self._decoded

    def _edited(self) -> None:
        self._sections_found = self._decoded = None

    # single keys

    def get(self, section: str, key: str) -> str | None:
        """The value of a key; the last one counts when it stands twice, as in the game."""
        index = self._key_line(section, key)
        return key_value(readable(self._lines[index]))[1] if index is not None else None

    def section_lines(self, section: str) -> list[str]:
        """The lines of a section that say something, without line endings; none when it is not there.

        Commands of a storyboard's sprites are left out.
        """
        sections = [each for each in self._sections if each.name == section]
        return [line for each in sections for _, line in meaningful(self._lines, each)]

    def set(self, section: str, key: str, value: str) -> None:
        """Change a key's value, or add it at the end of its section."""
        index = self._key_line(section, key)
        if index is not None:
            line = self._lines[index]
            text = line.rstrip("\r\n")
            colon = text.index(":") + 1
            gap = text[colon : len(text) - len(text[colon:].lstrip())]
            self._lines[index] = text[:colon] + (gap or self._gap(section, text)) + value + line[len(text) :]
        else:
            self._insert(self._end_of(section), [f"{key}:{' ' if section in _SPACED else ''}{value}"])
        self._edited()

    @staticmethod
    def _gap(section: str, text: str) -> str:
        return " " if section in _SPACED and text.endswith(":") else ""

    def remove(self, section: str, key: str) -> None:
        """Take a key away; fine when it is not there."""
        while (index := self._key_line(section, key)) is not None:
            del self._lines[index]
            self._edited()

    def remove_section(self, section: str) -> None:
        """Take a section with all its lines away; fine when it is not there."""
        for each in reversed([each for each in self._sections if each.name == section]):
            del self._lines[each.start : each.end]
        self._edited()

    def _key_line(self, section: str, key: str) -> int | None:
        found = None
        for each in self._sections:
            if each.name == section:
                for i, line in meaningful(self._lines, each):
                    if ":" in line and key_value(line)[0] == key:
                        found = i
        return found

    # hit objects, timing points, breaks

    def replace_objects(self, removed: Iterable[int], added: Iterable[HitObject]) -> None:
        """Remove objects (indices into `beatmap.objects`) and sort new ones in by time."""
        view = self._view
        keys = [(each.time, 0) for each in view.beatmap.objects]
        new = [((each.time, 0), write_object(self._stored(each), self.version)) for each in added]
        self._replace("HitObjects", view.object_lines, keys, set(removed), new)

    def refused(self, index: int, expected: str) -> DecodeError:
        """Why an object of the file cannot be played, with its line."""
        place = self._view.object_lines[index]
        return DecodeError(self._name, place + 1, self._lines[place].strip(), expected)

    def set_sounds(self, index: int, sounded: HitObject) -> None:
        """Change an object's hitsounds and samples to those of `sounded`; its line keeps everything else."""
        place = self._view.object_lines[index]
        line = self._lines[place]
        text = line.rstrip("\r\n")
        self._lines[place] = with_sounds(text, sounded) + line[len(text) :]
        self._edited()

    def replace_timing_points(self, removed: Iterable[int], added: Iterable[TimingPoint]) -> None:
        """Remove timing points (indices into `beatmap.timing_points`) and sort new ones in by time.

        At one time red lines come before green ones, as the editor writes them.
        """
        view = self._view
        keys = [(each.time, int(not each.uninherited)) for each in view.beatmap.timing_points]
        new = [
            ((each.time, int(not each.uninherited)), write_timing_point(self._stored(each), self.version))
            for each in added
        ]
        self._replace("TimingPoints", view.timing_lines, keys, set(removed), new)

    def keep_events(self, keep: Callable[[str], bool]) -> None:
        """Take away the lines of [Events] that `keep` says no to."""
        for section in reversed(self._sections):
            if section.name == "Events":
                for i in range(section.end - 1, section.start, -1):
                    if self._lines[i].strip() and not keep(self._lines[i]):
                        del self._lines[i]
        self._edited()

    def set_breaks(self, breaks: Iterable[Break]) -> None:
        """Replace the break lines of [Events]."""
        offset = EARLY_OFFSET if self.version < 5 else 0.0
        texts = [
            f"2,{written(each.start - offset, self.version)},{written(each.end - offset, self.version)}"
            for each in breaks
        ]
        old, comment = [], None
        for section in self._sections:
            if section.name == "Events":
                for i in range(section.start, section.end):
                    if is_break(self._lines[i]):
                        old.append(i)
                    elif self._lines[i].startswith("//Break"):
                        comment = i
        if not old and not texts:
            return
        place = old[0] if old else comment + 1 if comment is not None else self._end_of("Events")
        for i in reversed(old):
            del self._lines[i]
        self._insert(place, texts)
        self._edited()

    def set_bookmarks(self, times: Iterable[float]) -> None:
        """Replace the bookmarks of the editor's timeline (ms)."""
        text = ",".join(str(round(each)) for each in times)
        if text:
            self.set("Editor", "Bookmarks", text)
        else:
            self.remove("Editor", "Bookmarks")

    def _stored(self, each: T) -> T:
        """A value as the file holds it: files before v5 are 24 ms early."""
        if self.version >= 5:
            return each
        if isinstance(each, Spinner | Hold):
            return replace(each, time=each.time - EARLY_OFFSET, end_time=each.end_time - EARLY_OFFSET)
        return replace(each, time=each.time - EARLY_OFFSET)

    def _replace(
        self,
        section: str,
        indices: Sequence[int],
        keys: Sequence[tuple[float, int]],
        removed: Set[int],
        added: Sequence[tuple[tuple[float, int], str]],
    ) -> None:
        """Each new line goes behind the last kept one that is not later; removed lines leave no gap."""
        kept = [i for i in range(len(indices)) if i not in removed]
        kept_keys = [keys[i] for i in kept]
        first = indices[kept[0]] if kept else min(indices, default=None)
        places: dict[int, list[str]] = {}
        for key, text in sorted(added, key=lambda each: each[0]):
            before = bisect_right(kept_keys, key) - 1
            if before >= 0:
                place = indices[kept[before]] + 1
            else:
                place = first if first is not None else self._end_of(section)
            places.setdefault(place, []).append(text)
        gone = {indices[i] for i in removed}
        for place in sorted({*places, *gone}, reverse=True):
            if place in gone:
                del self._lines[place]
            self._insert(place, places.get(place, []))
        self._edited()

    # lines

    def _insert(self, place: int, texts: Sequence[str]) -> None:
        """Put lines in front of line `place`, with the line ending of their neighbour."""
        if not texts:
            return
        neighbour = self._lines[place - 1] if place else ""
        ending = neighbour[len(neighbour.rstrip("\r\n")) :]
        if not ending:
            ending = next(
                (line[len(line.rstrip("\r\n")) :] for line in self._lines if line[-1:] in "\r\n"), "\r\n"
            )
            if place and not neighbour.endswith(("\r", "\n")):
                self._lines[place - 1] += ending
        self._lines[place:place] = [text + ending for text in texts]

    def _end_of(self, section: str) -> int:
        """Where a line can be added to a section: behind its last line that is not blank.

        A section that is not there is made where the game would put it.
        """
        sections = self._sections
        for each in reversed(sections):
            if each.name == section:
                end = each.end
                while end > each.start + 1 and not self._lines[end - 1].strip():
                    end -= 1
                return end
        later = SECTION_ORDER[SECTION_ORDER.index(section) + 1 :] if section in SECTION_ORDER else ()
        place = next((each.start for each in sections if each.name in later), len(self._lines))
        at_end = place == len(self._lines)
        self._insert(place, ["", f"[{section}]"] if at_end else [f"[{section}]", ""])
        self._edited()
        return place + 2 if at_end else place + 1
