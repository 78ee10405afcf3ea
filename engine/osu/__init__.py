"""The .osu document: lossless text, decoded values, slider paths, timing in force, splice, snapping."""

from engine.osu.beatmap import Beatmap, DifficultySettings, General, Metadata
from engine.osu.catch import CatchObject, catch_objects, catcher_width
from engine.osu.document import Document
from engine.osu.errors import DecodeError
from engine.osu.events import Break
from engine.osu.hit_objects import CLAP, FINISH, WHISTLE, Circle, HitObject, HitSample, Hold, Slider, Spinner
from engine.osu.kiai import Kiai, kiai_sections
from engine.osu.naming import as_file_name, file_name
from engine.osu.path import PathSegment
from engine.osu.retiming import apply_timing
from engine.osu.slider_path import SliderPath, slider_path
from engine.osu.sliders import Nested, end_position, end_time, nested_objects, slider_duration, slider_timing
from engine.osu.snapping import editor_time
from engine.osu.sounds import apply_hitsounds
from engine.osu.splice import kept_until, splice
from engine.osu.stacking import circle_radius, preempt_time, stack_heights, stack_offset
from engine.osu.statistics import Statistics, statistics
from engine.osu.taiko import TaikoObject, taiko_object
from engine.osu.timestamps import (
    column,
    combo_numbers,
    edit_link,
    format_timestamp,
    parse_range,
    parse_timestamp,
)
from engine.osu.timing import Timing
from engine.osu.timing_points import TimingPoint

__all__ = [
    "CLAP",
    "FINISH",
    "WHISTLE",
    "Beatmap",
    "Break",
    "CatchObject",
    "Circle",
    "DecodeError",
    "DifficultySettings",
    "Document",
    "General",
    "HitObject",
    "HitSample",
    "Hold",
    "Kiai",
    "Metadata",
    "Nested",
    "PathSegment",
    "Slider",
    "SliderPath",
    "Spinner",
    "Statistics",
    "TaikoObject",
    "Timing",
    "TimingPoint",
    "apply_hitsounds",
    "apply_timing",
    "as_file_name",
    "catch_objects",
    "catcher_width",
    "circle_radius",
    "column",
    "combo_numbers",
    "edit_link",
    "editor_time",
    "end_position",
    "end_time",
    "file_name",
    "format_timestamp",
    "kept_until",
    "kiai_sections",
    "nested_objects",
    "parse_range",
    "parse_timestamp",
    "preempt_time",
    "slider_duration",
    "slider_path",
    "slider_timing",
    "splice",
    "stack_heights",
    "stack_offset",
    "statistics",
    "taiko_object",
]
