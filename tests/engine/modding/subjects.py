"""Subjects for check tests: a difficulty spelled out, and what one check finds in it."""

from __future__ import annotations

from engine.modding import Check, Finding, Mapset, Subject
from engine.osu import Document
from engine.song import Onsets
from tests.builder import difficulty


def subject(content: bytes, mapset: Mapset | None = None, onsets: Onsets | None = None) -> Subject:
    """A difficulty, alone unless a mapset is given."""
    return Subject(Document.from_bytes(content), mapset or Mapset(), onsets)


def found(check: Check, content: bytes | None = None, mapset: Mapset | None = None) -> list[Finding]:
    """What a check says of a difficulty; without one, of an empty one."""
    return list(check.find(subject(content if content is not None else difficulty(), mapset)))
