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


def test_what_comes_after_a_tempo_change_does_not_move_the_line_before() -> None:
    offsets = set()
    for late in (0.0, 5.0):
        first = np.arange(1000, 31000, 60000 / 120)
        beats = np.concatenate([first, np.arange(31000 + late, 76000, 60000 / 150)])
        sections = find_timing(song(render(beats, 77.0, 2)), Reporter())
        assert [each.bpm for each in sections] == [120, 150]
        offsets.add(sections[0].offset)
    assert len(offsets) == 1


def test_a_slow_song_that_slows_down_at_its_end_keeps_its_tempo_before_and_its_beats_after() -> None:
    bpm = np.concatenate([np.full(56, 66.0), 66 * np.linspace(1, 0.6, 16)])
    beats = 900 + np.concatenate([[0.0], np.cumsum(60000 / bpm)])
    sections = find_timing(song(render(beats, beats[-1] / 1000 + 2, 3)), Reporter())
    assert (sections[0].bpm, sections[0].meter) == (66, 4)
    assert sections[0].offset == pytest.approx(900, abs=5)
    assert 2 <= len(sections) <= 8
    ends = [*(each.offset for each in sections[1:]), beats[-1] + 50]
    told = np.concatenate(
        [np.arange(each.offset, end, 60000 / each.bpm) for each, end in zip(sections, ends, strict=True)]
    )
    off = np.abs(told[:, None] - beats).min(0)
    assert off[:56].max() < 10
    assert off.max() < 60


def test_a_song_that_ends_without_a_beat_has_one_line() -> None:
    samples = render(np.arange(500, 50500, 60000 / 132), 66.0, 1)
    for start in np.random.default_rng(1).uniform(52, 65, 30):
        place = int(start * RATE)
        samples[place : place + 2000] += np.sin(np.arange(2000) / 20) * np.exp(-np.arange(2000) / 500)
    assert [each.bpm for each in find_timing(song(samples.astype(np.float32)), Reporter())] == [132]


@pytest.mark.parametrize(("bpm", "level"), [(111.2, 0.2), (140.7, 0.1)])
def test_sixteenths_that_swing_are_no_beats_of_their_own(bpm: float, level: float) -> None:
    beat, offset = 60000 / bpm, 700.0
    beats = np.arange(offset, 60000, beat)
    samples = level * render(beats, 61.0, 2)
    for time in (beats[:-2, None] + beat * np.array([0, 1 / 3, 1 / 2, 5 / 6])).ravel():
        place = int(time * RATE / 1000)
        samples[place : place + 2000] += 0.6 * np.sin(np.arange(2000) / 6) * np.exp(-np.arange(2000) / 400)
    sections = find_timing(song(samples.astype(np.float32)), Reporter())
    assert [each.bpm for each in sections] == [bpm]
    assert sections[0].offset == pytest.approx(offset, abs=5)


def test_a_band_that_goes_on_in_double_time_keeps_its_tempo() -> None:
    beats = np.concatenate([np.arange(600, 24600, 600.0), np.arange(24600, 48600, 300.0)])
    sections = find_timing(song(render(beats, 49.0, 4)), Reporter())
    assert len(sections) == 1
    assert sections[0].bpm in (pytest.approx(100), pytest.approx(200))


@pytest.mark.parametrize("missing", [1, 2, 3])
def test_the_downbeat_is_found_where_the_song_starts_in_the_middle_of_a_measure(missing: int) -> None:
    beat = 60000 / 128
    cut = (missing - 0.25) * beat
    samples = render(np.arange(0, 36000, beat), 37.0, 3)[round(cut * RATE / 1000) :]
    first = find_timing(song(samples), Reporter())[0]
    assert first.bpm == pytest.approx(128)
    assert first.meter == 4
    assert first.offset == pytest.approx(4 * beat - cut, abs=5)


def test_a_band_without_a_click_gets_several_red_lines_and_every_beat_is_followed() -> None:
    random = np.random.default_rng(2)
    bpm = 128 * (1 + 0.04 * np.sin(np.linspace(0, 2 * np.pi, 90)))
    beats = 800 + np.concatenate([[0.0], np.cumsum(60000 / bpm)]) + random.normal(0, 4, 91)
    sections = find_timing(song(render(beats, beats[-1] / 1000 + 1, 2)), Reporter())
    assert 3 <= len(sections) <= 12
    assert 122 < min(each.bpm for each in sections) < 125
    assert 131 < max(each.bpm for each in sections) < 134
    ends = [*(each.offset for each in sections[1:]), beats[-1] + 50]
    told = np.concatenate(
        [np.arange(each.offset, end, 60000 / each.bpm) for each, end in zip(sections, ends, strict=True)]
    )
    off = np.abs(told[:, None] - beats)
    assert off.min(0).max() < 25
    assert off.min(0).mean() < 8


STEADY = 0.5 * np.sin(2 * np.pi * 440 * np.arange(20 * RATE) / RATE)

NOISE = np.random.default_rng(0).normal(0, 0.1, 20 * RATE)


@pytest.mark.parametrize("samples", [STEADY, NOISE], ids=["a steady tone", "plain noise"])
def test_what_has_no_beat_is_timed_with_little_confidence_and_the_mapper_is_told(
    samples: np.ndarray[tuple[int], np.dtype[np.float64]],
) -> None:
    reporter = Reporter()
    sections = find_timing(song(samples.astype(np.float32)), reporter)
    assert max(each.confidence for each in sections) < 0.1
    assert reporter.notes == ["The beat of this song is not clear: check the timing by ear."]


def test_silence_is_refused() -> None:
    with pytest.raises(EngineError, match="silent"):
        find_timing(song(np.zeros(RATE * 5, np.float32)), Reporter())


def test_a_single_sound_is_timed_with_no_confidence() -> None:
    samples = np.zeros(RATE * 3, np.float32)
    samples[RATE : RATE + 500] = 0.5
    reporter = Reporter()
    assert find_timing(song(samples), reporter)[0].confidence == 0
    assert "guess" in reporter.notes[0]
