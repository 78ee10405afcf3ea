"""A timing as the game writes it down."""

from __future__ import annotations

from collections.abc import Sequence

from engine.osu import TimingPoint
from engine.protocol import TempoSection


def red_lines(sections: Sequence[TempoSection]) -> list[TimingPoint]:
    """A red line for each section, at whole ms: an object that begins one must not lie before its line."""
    return [TimingPoint(round(each.offset), 60000.0 / each.bpm, each.meter) for each in sections]
