"""Tempo, offset and meter of songs whose grid is known."""

from __future__ import annotations

import numpy as np
import pytest

from engine.builtin import find_timing
from engine.errors import EngineError
from engine.progress import Reporter
from engine.song import Song
from engine.song.synthesis import RATE, render


def song(samples: np.ndarray[tuple[int], np.dtype[np.float32]]) -> Song:
    return Song(samples, RATE, "unhashed")


@pytest.mark.parametrize(
    ("bpm", "offset", "meter"), [(150.0, 800.0, 4), (172.4, 1523.0, 4), (121.5, 333.0, 4), (142.0, 2444.0, 3)]
)
def test_a_constant_tempo_is_found_to_the_hundredth_and_the_ms(bpm: float, offset: float, meter: int) -> None:
    beats = np.arange(offset, 45000, 60000 / bpm)
    sections = find_timing(song(render(beats, 46.0, 5, meter)), Reporter())
    assert len(sections) == 1
    assert sections[0].bpm == pytest.approx(bpm, rel=0.0005)
    assert sections[0].offset == pytest.approx(offset, abs=5)
    assert sections[0].meter == meter
    assert sections[0].confidence > 0.5


def test_a_tempo_change_gives_another_red_line() -> None:
    first = np.arange(1000, 31000, 60000 / 120)
    beats = np.concatenate([first, np.arange(31000, 61000, 60000 / 140)])
    sections = find_timing(song(render(beats, 62.0, 2)), Reporter())
    assert len(sections) >= 2
    assert sections[0].bpm == pytest.approx(120, rel=0.01)
    assert sections[-1].bpm == pytest.approx(140, rel=0.01)


def test_silence_is_refused() -> None:
    with pytest.raises(EngineError, match="silent"):
        find_timing(song(np.zeros(RATE * 5, np.float32)), Reporter())


def test_a_single_sound_is_timed_with_no_confidence() -> None:
    samples = np.zeros(RATE * 3, np.float32)
    samples[RATE : RATE + 500] = 0.5
    reporter = Reporter()
    assert find_timing(song(samples), reporter)[0].confidence == 0
    assert "guess" in reporter.notes[0]
