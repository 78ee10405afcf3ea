"""Fits what each piece of evidence for a metre counts for: `python -m tests.benchmarks.fit_metre`.

Writes `engine/builtin/timing/weights.py` in about ten minutes. The songs are played by bands mixed from the
styles of the benchmark and from rhythms made at random; their seeds are none of the benchmark's. The weights
are those with which the true readings of the songs are the likeliest of all their readings.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import scipy.optimize
import scipy.signal
from numpy.typing import NDArray

from engine.builtin.timing import weights
from engine.builtin.timing.beats import tempo_path
from engine.builtin.timing.find import straight, winding
from engine.builtin.timing.metre import EVIDENCE, LEAST_BARS, Listener, Ticks, evidence, metres
from engine.song import Song, find_harmony
from tests.benchmarks.songs import CHANGING, KINDS, RATE, STYLES, Made, Style, perform

Floats = NDArray[np.float64]

Example = tuple[NDArray[np.float32], NDArray[np.bool_]]
"""Evidence, shape (readings, pieces), of all readings of a song, and which of them are right."""

SONGS = 420

FIRST_SEED = 200_000

SHORTEST = 15_000.0
"""ms of a stretch of a song that is read by itself, too."""

NEAR = 40.0
"""ms from a downbeat within which its tick lies."""

MOST = 0.8
"""Share of the downbeats that a right reading has."""

MODESTY = 3.0
"""How much large weights cost, in nats for a squared weight of standardised evidence, halved."""


def mixed(random: np.random.Generator) -> Style:
    """A band as one of the styles, or with voices of another style or in a rhythm of their own."""
    style = list(STYLES.values())[int(random.integers(len(STYLES)))]
    if random.random() < 0.3:
        return style
    alike = [each for each in STYLES.values() if (each.meter, each.parts) == (style.meter, style.parts)]

    def voice(name: str, silent: float) -> str:
        chance = random.random()
        if chance < silent:
            return ""
        if chance < silent + 0.25:
            return _rhythm(style.meter * style.parts, random)
        other = alike[int(random.integers(len(alike)))] if chance < 0.7 else style
        return str(getattr(other, name))

    return replace(
        style,
        hat=voice("hat", 0.15),
        bass=voice("bass", 0.1),
        chords=voice("chords", 0.0),
        busy=style.busy * random.uniform(0.6, 1.4),
        levels=tuple(np.exp(random.normal(0, 0.5, 6)).tolist()),
    )


def _rhythm(ticks: int, random: np.random.Generator) -> str:
    """A measure filled with notes of one to four ticks."""
    signs = ["."] * ticks
    place = 0
    while place < ticks:
        signs[place] = "x" if random.random() < 0.7 else "o"
        place += int(random.choice([1, 2, 3, 4], p=[0.1, 0.4, 0.3, 0.2]))
    return "".join(signs)


def examples(seed: int) -> Iterator[Example]:
    """A song, and a stretch of it where its tempo is constant; none where no reading is right."""
    random = np.random.default_rng(FIRST_SEED + seed)
    kind = list(KINDS)[seed % len(KINDS)]
    made = perform(kind, "mixed", mixed(random), random)
    for candidates in _candidates(made, random):
        every = metres(candidates)
        if not every:
            continue
        right = np.concatenate([_right(ticks, meter, made) for ticks, meter in every])
        if right.any():
            yield np.concatenate([evidence(*each) for each in every]).astype(np.float32), right


def recorded(samples: NDArray[np.floating], random: np.random.Generator) -> NDArray[np.float32]:
    """Samples as from a room and a mixing desk: another balance, an echo, noise, compression."""
    tilt, wet = random.uniform(-0.4, 0.4), random.uniform(0, 0.4)
    dull = scipy.signal.lfilter([0.15], [1, -0.85], samples)
    balanced = samples + tilt * (dull - samples)
    length = random.uniform(0.1, 0.6)  # seconds until the echo has fallen by 60 dB
    tail = np.arange(int(length * RATE)) / RATE
    echo = random.standard_normal(len(tail)) * np.exp(-6.9 * tail / length)
    room = scipy.signal.fftconvolve(balanced, echo / np.linalg.norm(echo))[: len(samples)]
    heard = balanced + wet * room + random.uniform(0.001, 0.02) * random.standard_normal(len(samples))
    drive = random.uniform(0.5, 3) / float(np.abs(heard).max())
    result: NDArray[np.float32] = np.tanh(drive * heard).astype(np.float32)
    return result


def _candidates(made: Made, random: np.random.Generator) -> Iterator[list[Ticks]]:
    song = Song(recorded(made.samples, random), RATE, "unhashed")
    onsets = song.onsets
    listener = Listener(onsets, find_harmony(song.samples, song.rate))
    start, end = float(onsets.times[0]), float(onsets.times[-1])
    times, lengths = tempo_path(onsets, start, end)
    if made.kind in CHANGING:
        yield winding(listener, (times, lengths))
        return
    yield straight(listener, start, end, lengths)
    length = random.uniform(SHORTEST, (end - start) / 2)
    first = random.uniform(start, end - length)
    inside = (times > first) & (times < first + length)
    yield straight(listener, first, first + length, lengths[inside])


def _right(ticks: Ticks, meter: int, made: Made) -> NDArray[np.bool_]:
    """For each tick of a measure, whether measures that start there are those of the song."""
    size = meter * ticks.parts
    times = ticks.times
    result = np.zeros(size, np.bool_)
    downbeats = made.downbeats[(made.downbeats > times[0] - NEAR) & (made.downbeats < times[-1] + NEAR)]
    if meter != made.meter or len(downbeats) < LEAST_BARS:
        return result
    after = np.clip(np.searchsorted(times, downbeats), 1, len(times) - 1)
    nearest = np.where(times[after] - downbeats < downbeats - times[after - 1], after, after - 1)
    near = np.abs(times[nearest] - downbeats) < NEAR
    count = np.bincount(nearest[near] % size, minlength=size)
    in_step = np.diff(nearest) == size
    result[count.argmax()] = count.max() > MOST * len(downbeats) and in_step.mean() > MOST
    return result


def fit(songs: list[Example]) -> Floats:
    """The likeliest weights."""
    every = np.concatenate([rows for rows, _ in songs])
    right = np.concatenate([each for _, each in songs])
    counts = np.array([len(rows) for rows, _ in songs])
    first = np.concatenate([[0], np.cumsum(counts)[:-1]])
    scale = every.std(0) + 1e-6

    def loss(scaled: Floats) -> tuple[float, Floats]:
        scores = (every @ (scaled / scale).astype(np.float32)).astype(np.float64)
        chances = np.exp(scores - np.repeat(np.maximum.reduceat(scores, first), counts))
        total, true = np.add.reduceat(chances, first), np.add.reduceat(chances * right, first) + 1e-30
        slope = chances / np.repeat(total, counts) - chances * right / np.repeat(true, counts)
        gradient = (slope.astype(np.float32) @ every) / scale + MODESTY * scaled
        return float(np.log(total / true).sum() + 0.5 * MODESTY * scaled @ scaled), gradient

    found = scipy.optimize.minimize(loss, np.zeros(len(scale)), jac=True, method="L-BFGS-B")
    return np.asarray(found.x / scale)


def main() -> None:
    """Make the songs, fit the weights, write them."""
    songs = [example for seed in range(SONGS) for example in examples(seed)]
    found = fit(songs)
    path = Path(weights.__file__)
    head = path.read_text(encoding="utf-8").partition("WEIGHT = {")[0]
    lines = [f'    "{name}": {value:.2f},' for name, value in zip(EVIDENCE, found, strict=True)]
    path.write_text("\n".join([f"{head}WEIGHT = {{", *lines, "}", ""]), encoding="utf-8")
    right = np.mean([each[(rows @ found).argmax()] for rows, each in songs])
    print(f"{len(songs)} songs and stretches, {right:.1%} of them read rightly")


if __name__ == "__main__":
    main()
