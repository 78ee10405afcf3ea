"""The [HitObjects] section: circles, sliders, spinners and hold notes as they stand in the file."""

from __future__ import annotations

from dataclasses import dataclass, field

from engine.osu.numbers import LARGEST_COORDINATE, decimal, whole, written
from engine.osu.path import PathSegment, read_path, write_path

WHISTLE, FINISH, CLAP = 2, 4, 8

MOST_SLIDES = 9000
"""The game refuses more."""

FRACTIONS_FROM = 128
"""First file version with fractional positions (lazer)."""

_CIRCLE, _SLIDER, _NEW_COMBO, _SPINNER, _HOLD = 1, 2, 4, 8, 128


@dataclass(slots=True)
class HitSample:
    """The `normalSet:additionSet:index:volume:filename` tail of an object; 0 inherits."""

    normal_set: int = 0
    addition_set: int = 0
    index: int = 0
    volume: int = 0
    filename: str = ""


@dataclass(slots=True)
class HitObject:
    """What all objects have.

    Attributes:
        time: ms.
        x: osu! pixels, 0 to 512.
        y: osu! pixels, 0 to 384.
        new_combo: starts a combo.
        combo_colour_skip: further combo colours skipped, 0 to 7.
        hitsound: bits of `WHISTLE`, `FINISH`, `CLAP`; 0 is the plain sound.
        sample: sample sets, index, volume and file.
    """

    time: float
    x: float
    y: float
    new_combo: bool = False
    combo_colour_skip: int = 0
    hitsound: int = 0
    sample: HitSample = field(default_factory=HitSample)


@dataclass(slots=True)
class Circle(HitObject):
    """A hit circle; a note in taiko and mania; a fruit in catch."""


@dataclass(slots=True)
class Slider(HitObject):
    """A slider.

    Attributes:
        segments: the path.
        slides: spans, at least 1 (repeats + 1).
        length: osu! pixels of one span; 0: as long as the path.
        edge_sounds: hitsound bits for head, each repeat and tail; may be shorter.
        edge_sets: (normal set, addition set) for the same; may be shorter.
    """

    segments: list[PathSegment] = field(default_factory=list)
    slides: int = 1
    length: float = 0.0
    edge_sounds: list[int] = field(default_factory=list)
    edge_sets: list[tuple[int, int]] = field(default_factory=list)


@dataclass(slots=True)
class Spinner(HitObject):
    """A spinner; a denden in taiko; a banana shower in catch."""

    end_time: float = 0.0


@dataclass(slots=True)
class Hold(HitObject):
    """A mania hold note."""

    end_time: float = 0.0


def read_object(line: str, version: int, offset: float = 0.0) -> HitObject:
    """One line of the section.

    Args:
        line: without its line ending.
        version: of the file format.
        offset: ms added to every time (24 before v5).

    Raises:
        ValueError: what was expected.
    """
    part = line.split(",")
    if len(part) < 5:
        raise ValueError("x,y,time,type,hitsound")
    x, y = decimal(part[0], LARGEST_COORDINATE), decimal(part[1], LARGEST_COORDINATE)
    if version < FRACTIONS_FROM:
        x, y = float(int(x)), float(int(y))
    time = decimal(part[2]) + offset
    kind = whole(part[3])
    hitsound = whole(part[4])
    combo, skip = bool(kind & _NEW_COMBO), kind >> 4 & 7
    if kind & _CIRCLE:
        return Circle(time, x, y, combo, skip, hitsound, _sample(part, 5))
    if kind & _SLIDER:
        return _slider(part, version, Slider(time, x, y, combo, skip, hitsound))
    if kind & _SPINNER:
        if len(part) < 6:
            raise ValueError("a spinner with an end time")
        end = max(time, decimal(part[5]) + offset)
        return Spinner(time, x, y, combo, skip, hitsound, _sample(part, 6), end)
    if kind & _HOLD:
        end_text, _, tail = part[5].partition(":") if len(part) > 5 else ("", "", "")
        end = max(time, decimal(end_text) + offset) if end_text else time
        return Hold(time, x, y, combo, skip, hitsound, _read_sample(tail), end)
    raise ValueError("a type with the bit of a circle, slider, spinner or hold note")


def _slider(part: list[str], version: int, slider: Slider) -> Slider:
    if len(part) < 7:
        raise ValueError("a slider with curve and slides")
    slides = whole(part[6])
    if slides > MOST_SLIDES:
        raise ValueError(f"at most {MOST_SLIDES} slides")
    slider.slides = max(1, slides)
    if len(part) > 7:
        slider.length = max(0.0, decimal(part[7], LARGEST_COORDINATE))
    slider.segments = read_path(part[5], (slider.x, slider.y), version)
    if len(part) > 8 and part[8]:
        slider.edge_sounds = [_lenient_whole(each) for each in part[8].split("|")][: slider.slides + 1]
    if len(part) > 9 and part[9]:
        slider.edge_sets = [_read_sets(each) for each in part[9].split("|")][: slider.slides + 1]
    slider.sample = _sample(part, 10)
    return slider


def _lenient_whole(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        return 0


def _read_sets(text: str) -> tuple[int, int]:
    normal, _, addition = text.partition(":")
    return _lenient_whole(normal), _lenient_whole(addition.split(":")[0])


def _sample(part: list[str], index: int) -> HitSample:
    return _read_sample(part[index]) if len(part) > index else HitSample()


def _read_sample(text: str) -> HitSample:
    if text == "0:0:0:0:" or not text:
        return HitSample()
    part = text.split(":")
    normal = whole(part[0])
    addition = whole(part[1]) if len(part) > 1 else 0
    index = whole(part[2]) if len(part) > 2 else 0
    volume = max(0, whole(part[3])) if len(part) > 3 else 0
    return HitSample(normal, addition, index, volume, part[4] if len(part) > 4 else "")


def write_object(hit_object: HitObject, version: int) -> str:
    """The line of an object, as the game that writes this file version would."""
    number = _whole_number if version < FRACTIONS_FROM else lambda value: written(value, version)
    o = hit_object
    kind = (_NEW_COMBO if o.new_combo else 0) | o.combo_colour_skip << 4
    head = f"{number(o.x)},{number(o.y)},{written(o.time, version)}"
    sample = _write_sample(o.sample)
    match o:
        case Slider():
            return f"{head},{kind | _SLIDER},{o.hitsound},{_write_slider(o, version)}"
        case Spinner():
            return f"{head},{kind | _SPINNER},{o.hitsound},{written(o.end_time, version)},{sample}"
        case Hold():
            return f"{head},{kind | _HOLD},{o.hitsound},{written(o.end_time, version)}:{sample}"
    return f"{head},{kind | _CIRCLE},{o.hitsound},{sample}"


def with_sounds(line: str, sounded: HitObject) -> str:
    """A line of the section with the sounds of another object of the same kind."""
    part = line.split(",")
    part[4] = str(sounded.hitsound)
    sample = _write_sample(sounded.sample)
    match sounded:
        case Slider():
            part[8:] = _slider_sounds(sounded)
        case Spinner():
            part[6:] = [sample]
        case Hold():
            part[5] = f"{part[5].partition(':')[0]}:{sample}"
        case _:
            part[5:] = [sample]
    return ",".join(part)


def _slider_sounds(slider: Slider) -> list[str]:
    """The fields behind a slider's length; none where nothing differs from the plain sound."""
    if not slider.edge_sounds and not slider.edge_sets and slider.sample == HitSample():
        return []
    sounds = "|".join(map(str, slider.edge_sounds))
    sets = "|".join(f"{normal}:{addition}" for normal, addition in slider.edge_sets)
    return [sounds, sets, _write_sample(slider.sample)]


def _write_slider(slider: Slider, version: int) -> str:
    curve = write_path(slider.segments, version)
    return ",".join([curve, str(slider.slides), written(slider.length, version), *_slider_sounds(slider)])


def _write_sample(sample: HitSample) -> str:
    return f"{sample.normal_set}:{sample.addition_set}:{sample.index}:{sample.volume}:{sample.filename}"


def _whole_number(value: float) -> str:
    return str(int(value))
