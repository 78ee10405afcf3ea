"""The [TimingPoints] section: red (uninherited) and green (inherited) lines."""

from __future__ import annotations

import math
from dataclasses import dataclass

from engine.osu.numbers import decimal, decimal_or_nan, whole, written

SAMPLE_SETS = {"none": 0, "normal": 1, "soft": 2, "drum": 3}

_KIAI, _OMIT_FIRST_BARLINE = 1, 8


@dataclass(slots=True)
class TimingPoint:
    """One line of [TimingPoints].

    Attributes:
        time: ms.
        beat_length: ms a beat on a red line; -100 / slider velocity on a green one.
        meter: beats a measure.
        sample_set: 0 the map's default, 1 normal, 2 soft, 3 drum.
        sample_index: custom sample number, 0 the skin's.
        volume: percent.
        uninherited: a red line.
        kiai: kiai time from here on.
        omit_first_barline: taiko and mania draw no barline here.
    """

    time: float
    beat_length: float
    meter: int = 4
    sample_set: int = 0
    sample_index: int = 0
    volume: int = 100
    uninherited: bool = True
    kiai: bool = False
    omit_first_barline: bool = False


def read_timing_point(line: str, offset: float = 0.0, sample_set: int = 0, volume: int = 100) -> TimingPoint:
    """One line of the section.

    Args:
        line: without its line ending.
        offset: ms added to the time (24 before v5).
        sample_set: the map's own, where the line names none.
        volume: the map's own, where the line names none.

    Raises:
        ValueError: what was expected.
    """
    part = line.split(",")
    if len(part) < 2:
        raise ValueError("time,beat length,...")
    time, beat_length = decimal(part[0]) + offset, decimal_or_nan(part[1])
    count = len(part)
    meter = 4
    if count > 2 and not part[2].startswith("0"):
        meter = whole(part[2])
        if meter < 1:
            raise ValueError("a meter of at least 1")
    red = not count > 6 or part[6].startswith("1")
    if red and math.isnan(beat_length):
        raise ValueError("a beat length that is a number")
    effects = whole(part[7]) if count > 7 else 0
    return TimingPoint(
        time,
        beat_length,
        meter,
        whole(part[3]) if count > 3 else sample_set,
        whole(part[4]) if count > 4 else 0,
        whole(part[5]) if count > 5 else volume,
        red,
        bool(effects & _KIAI),
        bool(effects & _OMIT_FIRST_BARLINE),
    )


def write_timing_point(point: TimingPoint, version: int) -> str:
    """The line of a timing point, as the game that writes this file version would."""
    effects = _KIAI * point.kiai | _OMIT_FIRST_BARLINE * point.omit_first_barline
    start = f"{written(point.time, version)},{written(point.beat_length, version)},{point.meter}"
    return (
        f"{start},{point.sample_set},{point.sample_index},{point.volume},{int(point.uninherited)},{effects}"
    )
