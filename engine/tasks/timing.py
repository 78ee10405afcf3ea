"""Red lines for a song, put into a difficulty or into a new, empty one."""

from __future__ import annotations

from engine.osu import apply_timing
from engine.protocol import Outcome
from engine.red_lines import red_lines
from engine.tasks.difficulty import named
from engine.tasks.generate import empty_difficulty
from engine.tasks.work import Work

DEFAULT_NAME = "{source} (timing)"
NAME_WITHOUT_MAP = "Timing"
"""Instead of a name that is made of the source's."""


def timing(work: Work) -> Outcome:
    """Find tempo, offset and meter; objects move only when asked."""
    sections = list(work.mapper.timing(work.song, work.report, work.options))
    lines = red_lines(sections)
    template = work.options.name or DEFAULT_NAME
    if work.has_map:
        document = work.document
        result = apply_timing(document, lines, move_objects=work.options.move_objects)
        source = document.beatmap.metadata.version
    else:
        result = empty_difficulty(work)
        result.replace_timing_points((), lines)
        source, template = "", NAME_WITHOUT_MAP if "{source}" in template else template
    difficulty = named(result, template, source)
    notes = tuple(work.report.notes)
    return Outcome(engine=work.mapper.name, difficulties=(difficulty,), timing=tuple(sections), notes=notes)
