"""Subjects for check tests: a difficulty spelled out, and what one check finds in it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from engine.modding import Check, Finding, Mapset, SetFile, Subject
from engine.osu import Document
from engine.song import Onsets
from tests.builder import difficulty


def subject(content: bytes, mapset: Mapset | None = None, onsets: Onsets | None = None) -> Subject:
    """A difficulty, alone unless a mapset is given."""
    return Subject(Document.from_bytes(content), mapset or Mapset(), onsets)


def found(check: Check, content: bytes | None = None, mapset: Mapset | None = None) -> list[Finding]:
    """What a check says of a difficulty; without one, of an empty one."""
    return list(check.find(subject(content if content is not None else difficulty(), mapset)))


def mapset(*others: bytes, files: Sequence[str | SetFile] = (), storyboard: str = "") -> Mapset:
    """What lies beside a difficulty; a file given by its name alone has 1000 bytes and cannot be opened."""
    listed = [each if isinstance(each, SetFile) else SetFile(each, 1000) for each in files]
    return Mapset(tuple(Document.from_bytes(each) for each in others), tuple(listed), storyboard)


def on_disk(path: Path) -> SetFile:
    """A file that can be opened."""
    return SetFile(path.name, path.stat().st_size, path)
