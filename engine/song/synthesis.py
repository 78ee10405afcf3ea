"""A song from a known grid: drums, bass, chords and melody; for tests, benchmarks and the demo."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
from av.audio.stream import AudioStream
from numpy.typing import NDArray

RATE = 44100

SECTIONS = ((0.12, 0.45), (0.38, 0.7), (0.62, 1.0), (0.72, 0.5), (0.95, 1.0), (1.0, 0.4))
"""Share of the song at which a section ends, and how much of the band plays in it."""

CODECS = {
    ".wav": "pcm_s16le",
    ".flac": "flac",
    ".mp3": "libmp3lame",
    ".m4a": "aac",
    ".ogg": "vorbis",
    ".opus": "libopus",
}

OPUS_RATE = 48000
"""Hz; Opus knows no 44.1 kHz."""


def write_song(path: Path, bpm: float, offset: float, seconds: float, seed: int, meter: int = 4) -> None:
    """Write a song whose bar 1 starts at `offset` ms; the suffix says the format."""
    beats = np.arange(offset, seconds * 1000 - 500, 60000 / bpm)
    encode(path, render(beats, seconds, seed, meter))


def render(
    beats: NDArray[np.float64], seconds: float, seed: int, meter: int = 4, offbeat: float = 0.5
) -> NDArray[np.float32]:
    """The samples of a song with these beats (ms); the first one is a downbeat.

    Args:
        beats: shape (n,), ms.
        seconds: length of the song.
        seed: of notes and noise.
        meter: beats a bar.
        offbeat: where in a beat its second half begins; 2/3 swings.

    Returns:
        Mono, float32, 44.1 kHz, peak 0.9.
    """
    random = np.random.default_rng(seed)
    out = np.zeros(int(seconds * RATE) + RATE)
    root = 45 + int(random.integers(0, 8))
    progression = random.permutation([0, 5, 7, 9])
    scale = [0, 2, 4, 7, 9, 12]
    gaps = np.append(np.diff(beats), 500.0 if len(beats) < 2 else np.diff(beats)[-1])
    for i, (time, gap) in enumerate(zip(beats, gaps, strict=True)):
        energy = next(level for share, level in SECTIONS if i / len(beats) <= share)
        bar, place = divmod(i, meter)
        chord = root + int(progression[bar % 4])
        if place == 0 or (energy > 0.6 and meter == 4 and place == 2):
            _add(out, time, _kick(), 0.9)
        if place == meter // 2 if meter != 4 else place % 2 == 1:
            _add(out, time, _noise(random, 0.14, 24, 1200), 0.5 * energy)
        if place == 0 and bar % 8 == 0:
            _add(out, time, _noise(random, 0.9, 4, 5000), 0.35 * energy)
        for half in (0.0, offbeat):
            _add(out, time + half * gap, _noise(random, 0.04, 90, 7000), 0.22 * energy)
        _add(out, time, _tone(chord - 12, gap / 1000 * 0.9, 3), 0.28)
        if place == 0:
            for third in (0, 4, 7):
                _add(out, time, _tone(chord + third, gap * meter / 1000 * 0.95, 1.2), 0.07 * energy)
        for step in range(2):
            if random.random() < 0.25 + 0.6 * energy:
                note = chord + 12 + scale[int(random.integers(0, 6))]
                _add(out, time + step * offbeat * gap, _tone(note, gap / 1000 * 0.5, 5), 0.2 * energy)
    out = out[: int(seconds * RATE)]
    return (0.9 * out / max(float(np.abs(out).max()), 1e-9)).astype(np.float32)


def encode(path: Path, samples: NDArray[np.float32], rate: int = RATE) -> None:
    """Write mono samples in the format of the file name's suffix."""
    codec = CODECS[path.suffix.lower()]
    with av.open(str(path), "w") as container:
        target = OPUS_RATE if codec == "libopus" else rate
        # FFmpeg's own Vorbis encoder is called experimental, and knows stereo only
        layout, options = ("stereo", {"strict": "experimental"}) if codec == "vorbis" else ("mono", {})
        stream = container.add_stream(codec, rate=target, layout=layout, options=options)
        assert isinstance(stream, AudioStream)
        resampler = av.AudioResampler(format=stream.format.name, layout=layout, rate=target)
        for start in range(0, len(samples), 1 << 16):
            part = (np.clip(samples[start : start + (1 << 16)], -1, 1) * 32767).astype(np.int16)
            frame = av.AudioFrame.from_ndarray(part[None], format="s16", layout="mono")
            frame.sample_rate, frame.pts = rate, start
            for converted in resampler.resample(frame):
                container.mux(stream.encode(converted))
        for converted in resampler.resample(None):
            container.mux(stream.encode(converted))
        container.mux(stream.encode(None))


def _add(out: NDArray[np.float64], time: float, sound: NDArray[np.float64], gain: float) -> None:
    start = round(time * RATE / 1000)
    room = out[start : start + len(sound)]
    room += gain * sound[: len(room)]


def _kick() -> NDArray[np.float64]:
    t = np.arange(int(0.25 * RATE)) / RATE
    return np.asarray(np.sin(2 * np.pi * (50 * t + 5 * (1 - np.exp(-t * 40)))) * np.exp(-t * 14))


def _noise(random: np.random.Generator, seconds: float, decay: float, above: float) -> NDArray[np.float64]:
    """A burst of noise without its low end (Hz)."""
    count = int(seconds * RATE)
    spectrum = np.fft.rfft(random.standard_normal(count))
    spectrum[np.fft.rfftfreq(count, 1 / RATE) < above] = 0
    burst = np.fft.irfft(spectrum, count) * np.exp(-np.arange(count) / RATE * decay)
    return np.asarray(burst / max(np.abs(burst).max(), 1e-9))


def _tone(note: int, seconds: float, decay: float) -> NDArray[np.float64]:
    """A plucked string of a MIDI note."""
    t = np.arange(int(seconds * RATE)) / RATE
    frequency = 440 * 2 ** ((note - 69) / 12)
    wave = sum(np.sin(2 * np.pi * frequency * k * t) / k for k in (1, 2, 3))
    return np.asarray(wave * np.exp(-t * decay) * np.minimum(1, (len(t) - np.arange(len(t))) / 400))
