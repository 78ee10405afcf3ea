from __future__ import annotations

import numpy as np
import pytest

from engine.checkpoint.audio import heard, windows
from engine.checkpoint.rules import Sampling
from engine.song import Song
from tests.engine.checkpoint.golden import PRESETS, arrays, checkpoint, song, worst


def test_a_song_is_as_loud_as_it_goes() -> None:
    quiet = Song(np.array([0.0, 0.125, -0.25, 0.125], dtype=np.float32), 16000, "")
    assert heard(quiet, 16000).tolist() == [0.0, 0.5, -1.0, 0.5]


def test_silence_stays_silence() -> None:
    assert heard(Song(np.zeros(8, dtype=np.float32), 8000, ""), 16000).tolist() == [0.0] * 15


def test_samples_between_two_others_lie_on_the_line() -> None:
    ramp = Song(np.array([0.0, 0.25, 0.5], dtype=np.float32), 8000, "")
    assert heard(ramp, 16000).tolist() == [0.0, 0.25, 0.5, 0.75, 1.0]


@pytest.mark.parametrize("preset", PRESETS)
def test_samples_and_windows_are_the_published_ones(preset: str) -> None:
    golden, habits = arrays(preset, "mel"), checkpoint(preset).preset
    samples = heard(song(), 16000)
    assert len(samples) == golden["n_samples"]
    worst(samples[:48000], golden["audio_head"], f"{preset} samples", 0)
    cut = windows(samples, habits, Sampling())
    assert len(cut) == golden["n_windows"]
    assert [window.start for window in cut[:3]] == golden["window_start_ms"].tolist()
    heads = np.stack([window.samples[:20000].numpy() for window in cut[:3]])
    worst(heads, golden["samples_head"], f"{preset} window samples", 0)


def test_a_remap_uses_only_windows_that_make_something_inside_it() -> None:
    habits, samples = checkpoint("v32").preset, heard(song(), 16000)
    used = windows(samples, habits, Sampling(), 14000, 24000)
    assert [used[0].start, used[-1].start, len(used)] == [4912, 14738, 7]
    assert [window.first for window in used] == [True] + [False] * 6
    assert [window.last for window in used] == [False] * 6 + [True]


def test_a_range_outside_the_song_keeps_one_window() -> None:
    habits, samples = checkpoint("v32").preset, heard(song(), 16000)
    assert len(windows(samples, habits, Sampling(), 9e9, None)) == 1
    assert len(windows(samples, habits, Sampling(), None, -5000)) == 1
