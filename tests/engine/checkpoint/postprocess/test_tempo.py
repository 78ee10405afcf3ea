from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.checkpoint.events import Event, Kind
from engine.checkpoint.postprocess.tempo import red_lines
from engine.osu import TimingPoint
from tests.engine.checkpoint.golden import PRESETS, checkpoint, document


def beats(times: list[int], measures: int = 4, first: Kind = Kind.TIMING_POINT) -> list[Event]:
    """Beat events at times, a measure every so many."""
    events = []
    for index, time in enumerate(times):
        kind = first if index == 0 else Kind.BEAT if index % measures else Kind.MEASURE
        events += [Event(Kind.TIME, time), Event(kind)]
    return events


def found(points: list[TimingPoint]) -> list[tuple[float, float, int]]:
    return [(point.time, point.beat_length, point.meter) for point in points]


def test_even_beats_are_one_red_line_of_a_round_tempo() -> None:
    times = [325 + 400 * i for i in range(16)]
    assert found(red_lines(beats(times), types_first=False, leniency=20)) == [(325, 400, 4)]


def test_waltz_measures_make_a_meter_of_three() -> None:
    times = [500 * i for i in range(13)]
    assert found(red_lines(beats(times, 3), types_first=False, leniency=20)) == [(0, 500, 3)]


def test_a_change_of_tempo_gets_a_red_line_of_its_own() -> None:
    times = [500 * i for i in range(9)] + [4000 + 400 * i for i in range(1, 9)]
    lines = found(red_lines(beats(times), types_first=False, leniency=5))
    assert lines == [(0, 500, 4), (4000, 400, 4)]


def test_no_beats_are_no_red_lines() -> None:
    assert red_lines([Event(Kind.TIME, 5), Event(Kind.CIRCLE)], types_first=False, leniency=20) == []


@given(
    bpm=st.integers(60, 300), start=st.integers(0, 5000), count=st.integers(8, 60), jitter=st.integers(0, 4)
)
def test_beats_within_the_leniency_are_one_red_line(bpm: int, start: int, count: int, jitter: int) -> None:
    times = [int(start + 60000 / bpm * i) + (jitter if i % 2 else 0) for i in range(count)]
    [line] = red_lines(beats(times), types_first=False, leniency=20)
    assert line.time == start
    assert all(abs(start + line.beat_length * i - time) <= 20 for i, time in enumerate(times))


@pytest.mark.parametrize("preset", PRESETS)
def test_timing_is_the_published_one(preset: str) -> None:
    types_first = checkpoint(preset).preset.types_first
    compared = 0
    for task, golden in document(preset, "events.json").items():
        said = "final" if task == "timing" else "merged" if preset == "v30" else ""
        if not said or "timing" not in golden:
            continue
        events = [Event(Kind(kind), value) for kind, value in golden[said]]
        lines = red_lines(events, types_first=types_first, leniency=3 if preset == "v29" else 20)
        wanted = [(p["offset_ms"], p["ms_per_beat"], p["meter"]) for p in golden["timing"]]
        assert found(lines) == wanted, task
        compared += len(wanted)
    print(f"{preset}: {compared} red lines equal")
    assert compared
