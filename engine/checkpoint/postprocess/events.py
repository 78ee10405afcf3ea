"""Events after generation: positions in osu! pixels, times on the ticks they were meant for."""

from __future__ import annotations

from collections.abc import Sequence

from engine.checkpoint.events import Event, Events, Kind
from engine.checkpoint.preset import POSITION_RANGE, Positions
from engine.osu import TimingPoint

PRIMES = (2, 3, 5, 7, 11, 13)
BORDER = 20
"""ms around a red line in which ticks of both sides count."""
COLUMN_Y = 192
PLAYFIELD_WIDTH = 512


def placed(events: Events, positions: Positions) -> Events:
    """Position events as X and Y in osu! pixels; a cell without refinement means its middle."""
    left, _, top, _ = POSITION_RANGE
    step, result = positions.precision, Events()
    for index, (event, time) in enumerate(zip(events.events, events.times, strict=True)):
        if event.kind in {Kind.X, Kind.Y}:
            result.add(Event(event.kind, event.value * step), time)
        elif event.kind is Kind.POSITION:
            x, y = step // 2, step // 2
            fine = events.events[index + 1] if index + 1 < len(events) else None
            if fine is not None and fine.kind is Kind.POSITION_REFINEMENT and positions.refinement:
                y, x = divmod(fine.value, step // positions.refinement)
                x, y = x * positions.refinement, y * positions.refinement
            row, column = divmod(event.value, positions.columns)
            result.add(Event(Kind.X, (column + left // step) * step + x), time)
            result.add(Event(Kind.Y, (row + top // step) * step + y), time)
        elif event.kind is not Kind.POSITION_REFINEMENT:
            result.add(event, time)
    return result


def in_columns(events: Events, keys: int) -> Events:
    """Mania columns as the X of their middle."""
    result = Events()
    for event, time in zip(events.events, events.times, strict=True):
        if event.kind is Kind.COLUMN:
            result.add(Event(Kind.X, int((event.value + 0.5) * PLAYFIELD_WIDTH / keys)), time)
            result.add(Event(Kind.Y, COLUMN_Y), time)
        else:
            result.add(event, time)
    return result


def resnapped(events: Sequence[Event], reds: Sequence[TimingPoint]) -> list[Event]:
    """Times moved to the nearest tick of the divisor said with them."""
    ordered = sorted(reds, key=lambda point: point.time)
    result = list(events)
    for index, event in enumerate(events[:-1]):
        divisor = events[index + 1]
        if event.kind is Kind.TIME and divisor.kind is Kind.SNAPPING and divisor.value > 0 and ordered:
            result[index] = Event(Kind.TIME, _snapped(event.value, ordered, divisor.value))
    return result


def _snapped(time: int, reds: Sequence[TimingPoint], divisor: int) -> int:
    place = max((i for i, red in enumerate(reds) if red.time <= time), default=0)
    start = round(reds[place].time)
    end = round(reds[place + 1].time) if place + 1 < len(reds) else float("inf")
    ticks = {t for t in _ticks(time, reds[place], divisor) if start - BORDER <= t <= end + BORDER}
    before = next((red for red in reversed(reds) if red.time <= start - 1), reds[0])
    ticks |= {t for t in _ticks(time, before, divisor) if t <= start + BORDER}
    if place + 1 < len(reds):
        ticks |= {t for t in _ticks(time, reds[place + 1], divisor) if t >= end - BORDER}
    return min(ticks, key=lambda tick: abs(tick - time), default=time)


def _ticks(time: int, red: TimingPoint, divisor: int) -> set[int]:
    """Ticks around a time that belong to a divisor and to none coarser."""
    coarser = (divisor // prime for prime in PRIMES if divisor % prime == 0)
    return _all_ticks(time, red, divisor).difference(*(_all_ticks(time, red, part) for part in coarser))


def _all_ticks(time: int, red: TimingPoint, divisor: int) -> set[int]:
    tick = red.beat_length / divisor
    last = time - (time - round(red.time)) % tick
    return {int(last - tick), int(last), int(last + tick), int(last + 2 * tick)}
