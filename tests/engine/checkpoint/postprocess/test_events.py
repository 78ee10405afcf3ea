from __future__ import annotations

import pytest

from engine.checkpoint.events import Event, Events, Kind
from engine.checkpoint.postprocess.events import in_columns, placed, resnapped
from engine.checkpoint.preset import Positions
from engine.osu import TimingPoint
from tests.engine.checkpoint.golden import PRESETS, document

RED = TimingPoint(100, 400)


def snapped(time: int, divisor: int, *reds: TimingPoint) -> int:
    events = [Event(Kind.TIME, time), Event(Kind.SNAPPING, divisor), Event(Kind.CIRCLE)]
    return resnapped(events, reds or [RED])[0].value


def test_a_time_goes_to_the_nearest_tick_of_its_divisor() -> None:
    assert snapped(515, 1) == 500
    assert snapped(280, 2) == 300
    assert snapped(210, 4) == 200


def test_a_tick_of_a_coarser_divisor_is_not_meant() -> None:
    assert snapped(298, 4) == 200
    assert snapped(302, 4) == 400


def test_a_time_without_divisor_stays() -> None:
    assert snapped(517, 0) == 517


def test_ticks_of_the_next_red_line_count_near_its_start() -> None:
    assert snapped(1295, 1, RED, TimingPoint(1300, 300)) == 1300
    assert snapped(1590, 1, RED, TimingPoint(1300, 300)) == 1600


def test_a_cell_means_its_middle_or_its_refined_place() -> None:
    events = Events([Event(Kind.POSITION, 8 * 33 + 8), Event(Kind.CIRCLE)], [7, 7])
    assert placed(events, Positions(32, split=False)).events[:2] == [Event(Kind.X, 16), Event(Kind.Y, 16)]
    events = Events([Event(Kind.POSITION, 8 * 33 + 9), Event(Kind.POSITION_REFINEMENT, 35)], [7, 7])
    refined = placed(events, Positions(32, split=False, refinement=2))
    assert refined == Events([Event(Kind.X, 38), Event(Kind.Y, 4)], [7, 7])


def test_split_positions_are_scaled() -> None:
    events = Events([Event(Kind.X, -3), Event(Kind.Y, 20)], [0, 0])
    assert placed(events, Positions(4, split=True)).events == [Event(Kind.X, -12), Event(Kind.Y, 80)]


def test_a_column_means_its_middle() -> None:
    events = in_columns(Events([Event(Kind.COLUMN, 0), Event(Kind.COLUMN, 3)], [1, 2]), 4)
    assert [event.value for event in events.events] == [64, 192, 448, 192]
    assert events.times == [1, 1, 2, 2]


@pytest.mark.parametrize("preset", PRESETS)
def test_snapped_times_are_the_published_ones(preset: str) -> None:
    compared = 0
    for task, golden in document(preset, "events.json").items():
        if "resnapped" not in golden:
            continue
        events = [Event(Kind(kind), value) for kind, value in golden["merged"]]
        reds = [TimingPoint(p["offset_ms"], p["ms_per_beat"], p["meter"]) for p in golden["timing"]]
        wanted = [Event(Kind(kind), value) for kind, value in golden["resnapped"]]
        assert resnapped(events, reds) == wanted, task
        compared += len(wanted)
    print(f"{preset}: {compared} events equal")
    assert compared
