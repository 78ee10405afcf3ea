"""The lines of a file as values, with the game's own defaults and leniency (LegacyBeatmapDecoder)."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from engine.osu.beatmap import Beatmap
from engine.osu.errors import DecodeError
from engine.osu.events import Events, read_event
from engine.osu.hit_objects import HitObject, read_object
from engine.osu.numbers import decimal, whole
from engine.osu.sections import Section, file_version, key_value, meaningful
from engine.osu.timing_points import SAMPLE_SETS, TimingPoint, read_timing_point

T = TypeVar("T", HitObject, TimingPoint)

EARLY_OFFSET = 24.0
"""ms by which files before v5 are early."""

MOST_WARNINGS = 1000

MOST_LINES = 100_000
"""Objects or timing points of one file; the largest ranked difficulties have some 20,000."""


@dataclass
class Decoded:
    """A beatmap and where its parts stand.

    Attributes:
        beatmap: the values.
        object_lines: line index of each object.
        timing_lines: line index of each timing point.
    """

    beatmap: Beatmap
    object_lines: list[int] = field(default_factory=list)
    timing_lines: list[int] = field(default_factory=list)


def decode(lines: Sequence[str], sections: Iterable[Section], name: str = "") -> Decoded:
    """Decode the lines of a file; lines the game could not read become warnings.

    Args:
        lines: with or without their endings.
        sections: where its sections are.
        name: of the file, for messages.

    Raises:
        DecodeError: there are absurdly many of them.
    """
    version = file_version(lines)
    result = Decoded(Beatmap(format_version=version))
    reader = _Reader(result, EARLY_OFFSET if version < 5 else 0.0)
    for section in sections:
        read = reader.for_section(section.name)
        if read is None:
            continue
        if section.name in ("HitObjects", "TimingPoints") and section.end - section.start > MOST_LINES:
            raise DecodeError(
                name,
                section.start + 1,
                lines[section.start].strip(),
                f"at most {MOST_LINES} lines in a section",
            )
        for i, line in meaningful(lines, section):
            try:
                read(i, line)
            except ValueError as error:
                reader.warn(i, line, str(error))
    reader.finish()
    return result


class _Reader:
    def __init__(self, result: Decoded, offset: float) -> None:
        self._result = result
        self._map = result.beatmap
        self._offset = offset
        self._volume = 100
        self._approach_rate_given = False
        self._events = Events("", "", self._map.breaks)

    def for_section(self, name: str) -> Callable[[int, str], None] | None:
        return {
            "General": self._general,
            "Editor": self._editor,
            "Metadata": self._metadata,
            "Difficulty": self._difficulty,
            "Events": self._event,
            "TimingPoints": self._timing_point,
            "Colours": self._colour,
            "HitObjects": self._object,
        }.get(name)

    def warn(self, index: int, line: str, expected: str) -> None:
        if len(self._map.warnings) < MOST_WARNINGS:
            self._map.warnings.append(
                f"line {index + 1} is ignored: expected {expected}, found {line[:60]!r}"
            )

    def finish(self) -> None:
        settings = self._map.difficulty
        if not self._approach_rate_given:
            settings.approach_rate = settings.overall_difficulty
        mania = self._map.general.mode == 3
        settings.hp_drain_rate = _clip(settings.hp_drain_rate, 0, 10)
        settings.circle_size = _clip(settings.circle_size, 1 if mania else 0, 18 if mania else 10)
        settings.overall_difficulty = _clip(settings.overall_difficulty, 0, 10)
        settings.approach_rate = _clip(settings.approach_rate, 0, 10)
        settings.slider_multiplier = _clip(settings.slider_multiplier, 0.4, 3.6)
        settings.slider_tick_rate = _clip(settings.slider_tick_rate, 0.5, 8)
        self._map.background, self._map.video = self._events.background, self._events.video
        objects, points = self._map.objects, self._map.timing_points
        self._map.objects, self._result.object_lines = _in_time(objects, self._result.object_lines)
        self._map.timing_points, self._result.timing_lines = _in_time(points, self._result.timing_lines)

    def _general(self, _: int, line: str) -> None:
        key, value = key_value(line)
        general = self._map.general
        match key:
            case "AudioFilename":
                general.audio_filename = value.replace("\\", "/")
            case "AudioLeadIn":
                general.audio_lead_in = whole(value)
            case "PreviewTime":
                time = whole(value)
                general.preview_time = time if time == -1 else time + int(self._offset)
            case "SampleSet":
                general.sample_set = SAMPLE_SETS.get(value.lower(), 0)
            case "SampleVolume":
                self._volume = whole(value)
            case "StackLeniency":
                general.stack_leniency = decimal(value)
            case "Mode":
                mode = whole(value)
                if mode not in (0, 1, 2, 3):
                    raise ValueError("mode 0, 1, 2 or 3")
                general.mode = mode
            case _:
                self._general_switch(key, value)

    def _general_switch(self, key: str, value: str) -> None:
        general = self._map.general
        match key:
            case "Countdown":
                general.countdown = whole(value)
            case "LetterboxInBreaks":
                general.letterbox_in_breaks = whole(value) == 1
            case "EpilepsyWarning":
                general.epilepsy_warning = whole(value) == 1
            case "SpecialStyle":
                general.special_style = whole(value) == 1
            case "WidescreenStoryboard":
                general.widescreen_storyboard = whole(value) == 1
            case "SamplesMatchPlaybackRate":
                general.samples_match_playback_rate = whole(value) == 1

    def _editor(self, _: int, line: str) -> None:
        key, value = key_value(line)
        if key == "Bookmarks":
            self._map.bookmarks = [whole(each) for each in value.split(",") if each.strip()]

    def _metadata(self, _: int, line: str) -> None:
        key, value = key_value(line)
        metadata = self._map.metadata
        match key:
            case "BeatmapID":
                metadata.beatmap_id = whole(value)
            case "BeatmapSetID":
                metadata.beatmap_set_id = whole(value)
            case _:
                name = _METADATA.get(key)
                if name is not None:
                    setattr(metadata, name, value)

    def _difficulty(self, _: int, line: str) -> None:
        key, value = key_value(line)
        name = DIFFICULTY_KEYS.get(key)
        if name is not None:
            setattr(self._map.difficulty, name, decimal(value))
            self._approach_rate_given |= name == "approach_rate"

    def _event(self, _: int, line: str) -> None:
        read_event(line, self._events, self._offset)

    def _timing_point(self, index: int, line: str) -> None:
        sample_set = self._map.general.sample_set
        self._map.timing_points.append(read_timing_point(line, self._offset, sample_set, self._volume))
        self._result.timing_lines.append(index)

    def _colour(self, _: int, line: str) -> None:
        key, value = key_value(line)
        if key in _COMBO_COLOURS:
            parts = [whole(each) for each in value.split(",")]
            if len(parts) not in (3, 4) or not all(0 <= part <= 255 for part in parts):
                raise ValueError("red,green,blue from 0 to 255")
            self._map.combo_colours.append((parts[0], parts[1], parts[2]))

    def _object(self, index: int, line: str) -> None:
        self._map.objects.append(read_object(line, self._map.format_version, self._offset))
        self._result.object_lines.append(index)


_COMBO_COLOURS = frozenset(f"Combo{number}" for number in range(1, 9))

_METADATA = {
    "Title": "title",
    "TitleUnicode": "title_unicode",
    "Artist": "artist",
    "ArtistUnicode": "artist_unicode",
    "Creator": "creator",
    "Version": "version",
    "Source": "source",
    "Tags": "tags",
}

DIFFICULTY_KEYS = {
    "HPDrainRate": "hp_drain_rate",
    "CircleSize": "circle_size",
    "OverallDifficulty": "overall_difficulty",
    "ApproachRate": "approach_rate",
    "SliderMultiplier": "slider_multiplier",
    "SliderTickRate": "slider_tick_rate",
}
"""Keys of [Difficulty], and where their values are in :class:`engine.osu.beatmap.DifficultySettings`."""


def _clip(value: float, least: float, most: float) -> float:
    return float(min(max(value, least), most))


def _in_time(values: list[T], lines: list[int]) -> tuple[list[T], list[int]]:
    """Values in order of time (stable), with their line indices."""
    times = [each.time for each in values]
    if all(a <= b for a, b in itertools.pairwise(times)):
        return values, lines
    order = sorted(range(len(values)), key=times.__getitem__)
    return [values[i] for i in order], [lines[i] for i in order]
