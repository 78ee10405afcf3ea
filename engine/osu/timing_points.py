"""The [TimingPoints] section: red (uninherited) and green (inherited) lines."""

from __future__ import annotations

from dataclasses import dataclass


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
