"""Hitsounds and volumes for a difficulty; not one object moves."""

from __future__ import annotations

from engine.osu import apply_hitsounds
from engine.protocol import Outcome
from engine.tasks.difficulty import named
from engine.tasks.work import Work

DEFAULT_NAME = "{source} (hitsounds)"


def hitsounds(work: Work) -> Outcome:
    """Give the difficulty the sounds of the song."""
    document = work.document
    sounded = work.mapper.hitsounds(work.song, document.beatmap, work.report, work.options)
    result = apply_hitsounds(document, sounded)
    difficulty = named(result, work.options.name or DEFAULT_NAME, document.beatmap.metadata.version)
    return Outcome(engine=work.mapper.name, difficulties=(difficulty,), notes=tuple(work.report.notes))
