from __future__ import annotations

from engine.protocol import TempoSection
from engine.red_lines import red_lines


def test_lines_stand_at_whole_ms_with_the_exact_length_of_a_beat() -> None:
    sections = [
        TempoSection(offset=-1.5, bpm=174, meter=4, confidence=1),
        TempoSection(offset=43235.044, bpm=150, meter=3, confidence=1),
    ]
    assert [(line.time, line.beat_length, line.meter) for line in red_lines(sections)] == [
        (-2, 60000 / 174, 4),
        (43235, 400, 3),
    ]
