"""A difficulty as values: everything the file says, decoded, with the game's defaults."""

from __future__ import annotations

from dataclasses import dataclass, field

from engine.osu.events import Break
from engine.osu.hit_objects import HitObject
from engine.osu.timing_points import TimingPoint


@dataclass(slots=True)
class General:
    """[General]: audio and play settings."""

    audio_filename: str = ""
    audio_lead_in: int = 0
    preview_time: int = -1
    countdown: int = 0
    sample_set: int = 1
    stack_leniency: float = 0.7
    mode: int = 0
    letterbox_in_breaks: bool = False
    epilepsy_warning: bool = False
    special_style: bool = False
    widescreen_storyboard: bool = False
    samples_match_playback_rate: bool = False


@dataclass(slots=True)
class Metadata:
    """[Metadata]: what the song and the difficulty are called, and whose they are."""

    title: str = ""
    title_unicode: str = ""
    artist: str = ""
    artist_unicode: str = ""
    creator: str = ""
    version: str = ""
    source: str = ""
    tags: str = ""
    beatmap_id: int = 0
    beatmap_set_id: int = -1


@dataclass(slots=True)
class DifficultySettings:
    """[Difficulty]: HP, CS, OD, AR and the base of slider speed and ticks."""

    hp_drain_rate: float = 5.0
    circle_size: float = 5.0
    overall_difficulty: float = 5.0
    approach_rate: float = 5.0
    slider_multiplier: float = 1.4
    slider_tick_rate: float = 1.0


@dataclass(slots=True)
class Beatmap:
    """The decoded view of one difficulty. Changing it changes no file; see :class:`Document`."""

    format_version: int = 14
    general: General = field(default_factory=General)
    metadata: Metadata = field(default_factory=Metadata)
    difficulty: DifficultySettings = field(default_factory=DifficultySettings)
    bookmarks: list[int] = field(default_factory=list)
    background: str = ""
    video: str = ""
    breaks: list[Break] = field(default_factory=list)
    combo_colours: list[tuple[int, int, int]] = field(default_factory=list)
    timing_points: list[TimingPoint] = field(default_factory=list)
    objects: list[HitObject] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
