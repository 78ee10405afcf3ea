"""Where times lie in the measures of a map, counted in small whole parts of a beat."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.osu import Timing

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

PARTS = 48
"""Parts of a beat: whole for halves, thirds, quarters, sixths, eighths, twelfths and sixteenths."""

LONGEST_METER = 16
"""Beats of a measure beyond which a meter is a slip of the pen."""

SLACK = 2.0
"""ms by which a time may be early for its beat: the editor cuts ticks to whole ms, and red lines are
written with fractions."""


@dataclass(frozen=True)
class Places:
    """Where times lie; every array has shape (n,).

    Attributes:
        measure: number of the measure, counted through the whole song; a red line begins a new one.
        part: parts of a beat since the measure began, 0 to `size` - 1.
        size: parts of that measure.
        total: parts of a beat since the first red line; grows through the whole song.
        off: ms that the time lies after its part.
        beat: ms of a beat.
    """

    measure: Ints
    part: Ints
    size: Ints
    total: Ints
    off: Floats
    beat: Floats

    @property
    def in_beat(self) -> Ints:
        """Parts since the beat began, 0 to `PARTS` - 1."""
        return np.asarray(self.part % PARTS)

    def __getitem__(self, chosen: Ints | NDArray[np.bool_]) -> Places:
        return Places(*(getattr(self, name)[chosen] for name in self.__dataclass_fields__))


class Measures:
    """The measures of a map.

    Args:
        timing: its lines.
    """

    def __init__(self, timing: Timing) -> None:
        first = timing.red_at(0.0)
        reds = timing.red or [first]
        self._times = np.array([each.time for each in reds])
        self._beats = np.array([timing.beat_length_at(each.time) for each in reds])
        meters = np.array([min(max(each.meter, 1), LONGEST_METER) for each in reds], np.int64)
        self._sizes = meters * PARTS
        lengths = np.rint(np.diff(self._times) / self._beats[:-1] * PARTS).astype(np.int64)
        self._parts_before = np.concatenate([[0], np.cumsum(lengths)])
        whole = -(-lengths // self._sizes[:-1])
        self._measures_before = np.concatenate([[0], np.cumsum(whole)])

    def places(self, times: Floats) -> Places:
        """Where times (ms) lie; before the first red line measures are counted backwards."""
        section = np.maximum(np.searchsorted(self._times, times + SLACK, side="right") - 1, 0)
        beat, size = self._beats[section], self._sizes[section]
        exact = (times - self._times[section]) / beat * PARTS
        parts = np.rint(exact).astype(np.int64)
        return Places(
            measure=self._measures_before[section] + parts // size,
            part=parts % size,
            size=size,
            total=self._parts_before[section] + parts,
            off=(exact - parts) * beat / PARTS,
            beat=beat,
        )

    def beats(self, first: int, last: int) -> Floats:
        """Times (ms) of the beats from part `first` to part `last`, counted from the first red line."""
        following = np.append(self._parts_before[1:], np.iinfo(np.int64).max)
        times = []
        for k, (before, until) in enumerate(
            zip(self._parts_before.tolist(), following.tolist(), strict=True)
        ):
            low = first if k == 0 else max(first, before)
            high = min(last + 1, until)
            if low < high:
                number = np.arange((low - before) // PARTS, -((before - high) // PARTS))
                times.append(self._times[k] + number * self._beats[k])
        return np.concatenate(times) if times else np.zeros(0)
