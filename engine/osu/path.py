"""Slider paths as text: segments of control points and their types.

The rules for duplicated points and degenerate curves are the game's (ppy/osu, ConvertHitObjectParser).
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from engine.osu.numbers import LARGEST_COORDINATE, decimal, written

Point = tuple[float, float]

MOST_CONTROL_POINTS = 20_000
"""More in one slider is no map but an attack; the largest ranked ones have hundreds."""

_TYPES = frozenset("BPLC")


@dataclass(slots=True)
class PathSegment:
    """A run of control points of one kind.

    Attributes:
        type: B Bezier, P perfect circle, L linear, C Catmull.
        points: (x, y) in osu! pixels; the first is the head or the last point of the segment before.
        degree: of a B-spline; 0 is a plain Bezier.
    """

    type: str
    points: list[Point]
    degree: int = 0


def read_path(text: str, head: Point, version: int) -> list[PathSegment]:
    """The segments of a curve such as `B|100:100|200:200|200:200|300:100`.

    Raises:
        ValueError: what was expected.
    """
    tokens = text.split("|")
    if len(tokens) > MOST_CONTROL_POINTS:
        raise ValueError(f"at most {MOST_CONTROL_POINTS} control points")
    starts = [i for i, token in enumerate(tokens) if i == 0 or token[:1].isalpha()]
    control: list[tuple[Point, tuple[str, int] | None]] = []
    for number, start in enumerate(starts):
        last = number == len(starts) - 1
        end = len(tokens) if last else starts[number + 1]
        points = [_point(token, version) for token in tokens[start + 1 : end]]
        if number == 0:
            points.insert(0, head)
        shared = 0
        if not last and end + 1 < len(tokens):
            points.append(_point(tokens[end + 1], version))
            shared = 1
        if points:
            control += _implicit_segments(_type(tokens[start]), points, shared, version)
    return _segments(control)


def _type(token: str) -> tuple[str, int]:
    letter, number = token[:1], token[1:]
    degree = int(number) if letter == "B" and number.isdecimal() else 0
    return letter if letter in _TYPES else "C", degree


def _point(token: str, version: int) -> Point:
    x_text, colon, y_text = token.partition(":")
    if not colon:
        raise ValueError("control points as x:y")
    x, y = decimal(x_text, LARGEST_COORDINATE), decimal(y_text.split(":")[0], LARGEST_COORDINATE)
    return (x, y) if version >= 128 else (float(int(x)), float(int(y)))


def _implicit_segments(
    kind: tuple[str, int], points: list[Point], shared: int, version: int
) -> list[tuple[Point, tuple[str, int] | None]]:
    """Control points with the type of the segment they start; a doubled point starts one (a red anchor).

    `shared` is 1 when the last point is the first of the following explicit segment.
    """
    if kind[0] == "P":
        if len(points) != 3:
            kind = ("B", 0)
        elif _collinear(*points):
            kind = ("L", 0)
    own = len(points) - shared
    result: list[tuple[Point, tuple[str, int] | None]] = [(points[0], kind)]
    kept = True
    for i in range(1, own):
        doubled = points[i] == points[i - 1] and i != own - 1
        if not doubled or (kind[0] == "C" and i > 1 and version < 128):
            result.append((points[i], None))
            kept = True
            continue
        if kept:
            result[-1] = (points[i - 1], kind)
        kept = False
    return result


def _collinear(a: Point, b: Point, c: Point) -> bool:
    return abs((b[1] - a[1]) * (c[0] - a[0]) - (b[0] - a[0]) * (c[1] - a[1])) < 1e-3


def _segments(control: list[tuple[Point, tuple[str, int] | None]]) -> list[PathSegment]:
    segments: list[PathSegment] = []
    for position, kind in control:
        if segments:
            segments[-1].points.append(position)
        if kind is not None:
            segments.append(PathSegment(kind[0], [position], kind[1]))
    if len(segments) > 1 and len(segments[-1].points) == 1:
        segments.pop()
    return segments


def write_path(segments: list[PathSegment], version: int) -> str:
    """The curve field of a slider's line."""
    tokens: list[str] = []
    previous: PathSegment | None = None
    for segment in segments:
        points = segment.points[1:]
        if previous is None:
            tokens.append(_letter(segment))
        elif _goes_on(previous, segment):
            tokens.append(_written_point(segment.points[0], version))
        else:
            # the shared point stands after the letter
            tokens.pop()
            tokens.append(_letter(segment))
            tokens.append(_written_point(segment.points[0], version))
        tokens += [_written_point(point, version) for point in points]
        previous = segment
    return "|".join(tokens)


def _goes_on(previous: PathSegment, segment: PathSegment) -> bool:
    """Whether a doubled point alone says that `segment` begins; one doubled just before would say it, too."""
    if (segment.type, segment.degree) != (previous.type, previous.degree) or segment.type in ("P", "C"):
        return False
    return all(a != b for a, b in itertools.pairwise(previous.points[-3:]))


def _letter(segment: PathSegment) -> str:
    return f"{segment.type}{segment.degree or ''}"


def _written_point(point: Point, version: int) -> str:
    if version < 128:
        return f"{int(point[0])}:{int(point[1])}"
    return f"{written(point[0], version)}:{written(point[1], version)}"
