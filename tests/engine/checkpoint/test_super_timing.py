from __future__ import annotations

import numpy as np

from engine.checkpoint.events import Event, Group, Kind
from engine.checkpoint.postprocess.tempo import red_lines
from engine.checkpoint.super_timing import PASSES, Histogram, beat_list


def passes(times: list[int], length: int, meter: int = 4, jitter: int = 8) -> Histogram:
    """What noisy passes say of beats: each a little off, some missing, all late by the pass's offset."""
    random = np.random.default_rng(1)
    histogram = Histogram(length)
    for _ in range(PASSES):
        offset = int(random.integers(-300, 300))
        groups = []
        for index, time in enumerate(times):
            if random.random() < 0.1:
                continue
            kind = Kind.BEAT if index % meter else Kind.MEASURE
            groups.append(Group(kind, time=time + offset + int(random.integers(-jitter, jitter + 1))))
        histogram.add(groups, offset)
    return histogram


def test_noisy_passes_agree_on_the_beats() -> None:
    times = [325 + 400 * i for i in range(50)]
    events = beat_list(passes(times, 21000).heard(), types_first=False)
    found = [event.value for event in events if event.kind is Kind.TIME and 300 < event.value < 20000]
    assert len(found) == 50
    assert max(abs(a - b) for a, b in zip(found, times, strict=True)) <= 8


def test_measures_begin_where_most_passes_say() -> None:
    times = [500 * i + 200 for i in range(40)]
    events = beat_list(passes(times, 20500, meter=3).heard(), types_first=True)
    measures = [events[i + 1].value for i, event in enumerate(events) if event.kind is Kind.MEASURE]
    steps = np.diff([time for time in measures if time < 19000])
    assert np.all(np.abs(steps - 1500) <= 20)
    assert abs(measures[1] % 1500 - 200) <= 10


def test_the_beats_become_one_red_line_of_the_right_tempo() -> None:
    times = [325 + 400 * i for i in range(100)]
    events = beat_list(passes(times, 41000).heard(), types_first=False)
    lines = red_lines(events, types_first=False, leniency=10)
    assert 60000 / lines[0].beat_length == 150
    assert all(line.time > 39000 for line in lines[1:])


def test_without_beats_there_are_none() -> None:
    assert beat_list(Histogram(5000).heard(), types_first=True) == []
    histogram = Histogram(5000)
    histogram.add([Group(Kind.BEAT, time=100), Group(Kind.BEAT, time=120)], 0)
    assert beat_list(histogram.heard(), types_first=True) == []


def test_groups_that_are_no_beats_are_passed_over() -> None:
    histogram = Histogram(2000)
    histogram.add([Group(Kind.CIRCLE, time=100)], 0)
    assert not any(count.any() for count in histogram.counts.values())
    assert Event(Kind.BEAT) not in beat_list(histogram.heard(), types_first=True)
