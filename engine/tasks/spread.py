"""A whole spread in one go: one difficulty for each level, the song timed once."""

from __future__ import annotations

from engine.osu import Beatmap, Document
from engine.protocol import LEVEL_NAMES, MODE_NAMES, Difficulty, Outcome, spread_levels
from engine.tasks.difficulty import beside, named
from engine.tasks.generate import empty_difficulty
from engine.tasks.work import Work

DEFAULT_NAME = "Companion {level}"

DEFAULT_SPREAD = "Easy Normal Hard Insane"


def spread(work: Work) -> Outcome:
    """Map the song once for every level, from the easiest on."""
    host = work.document if work.has_map else empty_difficulty(work)
    levels = spread_levels(work.options.spread or DEFAULT_SPREAD)
    made = work.mapper.spread(work.song, host.beatmap, levels, work.options, work.report)
    pairs = list(zip(levels, made, strict=True))
    empty = [_name(each, level) for level, each in pairs if not each.objects]
    if empty:
        work.report.note(f"The engine put no object into {' and '.join(empty)}. Ask again with another seed.")
    difficulties = [_named(work, beside(host, each), level) for level, each in pairs]
    return Outcome(engine=work.mapper.name, difficulties=tuple(difficulties), notes=tuple(work.report.notes))


def _named(work: Work, document: Document, level: int) -> Difficulty:
    """Named by the level that was asked for, whatever its stars say; two may not have one name."""
    template = work.options.name or DEFAULT_NAME
    if "{level}" not in template and "{stars}" not in template:
        template += " {level}"
    source = work.document.beatmap.metadata.version if work.has_map else ""
    return named(document, template.replace("{level}", _name(document.beatmap, level)), source)


def _name(beatmap: Beatmap, level: int) -> str:
    """What a level is called in the map's game mode."""
    return LEVEL_NAMES[MODE_NAMES[beatmap.general.mode]][level]
