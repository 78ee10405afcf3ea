"""A new difficulty beside its host: what is taken over, what is left behind, how it is called."""

from __future__ import annotations

from collections.abc import Sequence

from engine.osu import Beatmap, Document, TimingPoint
from engine.osu.decode import DIFFICULTY_KEYS
from engine.protocol import LEVEL_NAMES, LEVEL_STARS, MODE_NAMES, Difficulty
from engine.rating import rate


def level_of(stars: float, mode: int) -> str:
    """What a difficulty of these stars is called in its mode: Easy to Expert, Kantan to Inner Oni ..."""
    return LEVEL_NAMES[MODE_NAMES[mode]][sum(stars >= bound for bound in LEVEL_STARS)]


def beside(host: Document, made: Beatmap) -> Document:
    """A difficulty of the host's set with other content.

    Audio, background, video and metadata are the host's; its storyboard, editor state and objects are not.
    """
    result = host.copy()
    result.remove_section("Editor")
    _without_storyboard(result)
    result.replace_objects(range(len(host.beatmap.objects)), made.objects)
    _replace_lines(result, made.timing_points)
    result.set_breaks(made.breaks)
    result.set("General", "Mode", str(made.general.mode))
    if host.beatmap.general.preview_time < 0 <= made.general.preview_time:
        result.set("General", "PreviewTime", str(made.general.preview_time))
    for key, name in DIFFICULTY_KEYS.items():
        result.set("Difficulty", key, f"{getattr(made.difficulty, name):.12g}")
    return result


def _replace_lines(document: Document, points: list[TimingPoint]) -> None:
    there = document.beatmap.timing_points
    kept = [i for i, each in enumerate(there) if each in points]
    added = [each for each in points if each not in [there[i] for i in kept]]
    document.replace_timing_points(set(range(len(there))) - set(kept), added)


def _without_storyboard(document: Document) -> None:
    document.keep_events(
        lambda line: line.startswith(("//", "0,", "1,", "2,", "Video,", "Background,", "Break,"))
    )


def named(document: Document, template: str, source: str) -> Difficulty:
    """The difficulty under its name, as a new one the game has no number for.

    `template` may hold {source}, {stars} and {level}.
    """
    try:
        stars = rate(document.to_bytes())[0] if document.beatmap.objects else None
    except ValueError:
        stars = None  # too odd to be rated: it is named without
    version = template.replace("{source}", source)
    level = level_of(stars or 0, document.beatmap.general.mode)
    version = version.replace("{stars}", f"{stars or 0:.1f}").replace("{level}", level)
    result = document.copy()
    result.set("Metadata", "Version", version)
    if result.get("Metadata", "BeatmapID") is not None:
        result.set("Metadata", "BeatmapID", "0")
    return Difficulty(version=version, content=result.to_bytes(), stars=stars)


def all_named(documents: Sequence[Document], template: str, source: str) -> tuple[Difficulty, ...]:
    """Candidates under their names: numbered from 1 on where there are several."""
    if len(documents) == 1:
        return (named(documents[0], template, source),)
    return tuple(named(each, f"{template} {number}", source) for number, each in enumerate(documents, 1))
