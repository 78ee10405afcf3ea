"""The [HitObjects] section: circles, sliders, spinners and hold notes as they stand in the file."""

from __future__ import annotations

from dataclasses import dataclass, field

WHISTLE, FINISH, CLAP = 2, 4, 8


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
class PathSegment:
    """A run of control points of one kind.

    Attributes:
        type: B Bezier, P perfect circle, L linear, C Catmull.
        points: (x, y) in osu! pixels; the first is the head or the last point of the segment before.
        degree: of a B-spline; 0 is a plain Bezier.
    """

    type: str
    points: list[tuple[float, float]]
    degree: int = 0


@dataclass(slots=True)
class Slider(HitObject):
    """A slider.

    Attributes:
        segments: the path.
        slides: spans, at least 1 (repeats + 1).
        length: osu! pixels of one span.
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
