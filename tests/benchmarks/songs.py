"""Songs with a known grid, made from styles of music: drums, bass, chords, melody, sections, live playing."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

Note = tuple[float, Floats, float]
"""Place in beats, sound, gain."""

RATE = 44100


@dataclass(frozen=True)
class Style:
    """How a band plays.

    Attributes:
        slowest, fastest: BPM.
        meter: beats a measure.
        parts: ticks of a pattern a beat; 3 swings.
        kick, snare, hat: patterns of one measure: `x` strong, `o` weak.
        bass: pattern of one measure; empty for none.
        chords: pattern of one measure; `-` holds for the measure.
        busy: notes of the melody a beat.
        levels: loudness of kick, snare, hat, bass, chords and melody; 1 is usual.
    """

    slowest: float
    fastest: float
    meter: int
    parts: int
    kick: str
    snare: str
    hat: str
    bass: str
    chords: str
    busy: float
    levels: tuple[float, ...] = (1.0,) * 6


STYLES = {
    "rock": Style(105, 190, 4, 4, "x.......x.o.....", "....x.......x...", "x.o.x.o.x.o.x.o.",
          "x.o.x.o.x.o.x.o.", "-", 1.5),
    "punk": Style(160, 215, 4, 4, "x.......x.......", "....x.......x...", "x...x...x...x...",
          "x.x.x.x.x.x.x.x.", "x.x.x.x.x.x.x.x.", 1),
    "club": Style(120, 150, 4, 4, "x...x...x...x...", "....o.......o...", "..x...x...x...x.",
          "..x...x...x...x.", "-", 2),
    "hard dance": Style(165, 205, 4, 4, "x...x...x...x...", "", "..x...x...x...x.",
          "o.x.o.x.o.x.o.x.", "..x...x...x...x.", 1.5),
    "drum and bass": Style(165, 180, 4, 4, "x.........x.....", "....x.......x...", "x.o.x.o.x.o.x.o.",
          "x.....x...x.....", "-", 1),
    "half time": Style(135, 178, 4, 4, "x.........o.....", "........x.......", "x.o.x.o.x.o.x.o.",
          "x.....o...x.....", "-", 1),
    "funk": Style(88, 124, 4, 4, "x..o..x...o..o..", "....x..o.o..x..o", "xoxoxoxoxoxoxoxo",
          "x..x..x...x.o.x.", "....x.......x.o.", 2),
    "tresillo": Style(88, 126, 4, 4, "x...x...x...x...", "...x..x....x..x.", "x.x.x.x.x.x.x.x.",
          "x..x..x.x..x..x.", "-", 1.5),
    "syncopated": Style(105, 160, 4, 4, "x..x..x.x..x..x.", "....x.......x...", "x.x.x.x.x.x.x.x.",
          "x..x..x.x..x..x.", "x..x..x..x..x...", 2),
    "ballad": Style(64, 92, 4, 4, "x.......x.......", "....x.......x...", "x.o.x.o.x.o.x.o.",
          "x.......x.....o.", "x.o.x.o.x.o.x.o.", 1.5),
    "march": Style(100, 132, 4, 4, "x...o...x...o...", "..o.x.oo..o.x.oo", "",
          "x.......x.......", "....x.......x...", 1.5),
    "swing": Style(115, 215, 4, 3, "x.....o.....", "...o.....o.o", "x..x.xx..x.x",
          "x..x..x..x..", "..o.....o...", 1.3),
    "shuffle": Style(90, 140, 4, 3, "x.....x..o..", "...x.....x..", "x.ox.ox.ox.o",
          "x.ox.ox.ox.o", "-", 1.2),
    "twelve eight": Style(60, 85, 4, 3, "x.....x.....", "...x.....x..", "xooxooxooxoo",
          "x....ox....o", "xooxooxooxoo", 1.5),
    "waltz": Style(90, 180, 3, 4, "x...........", "....o...o...", "x...x...x...",
          "x...........", "....x...x...", 1),
    "slow three": Style(75, 115, 3, 4, "x.......o...", "....x.......", "x.o.x.o.x.o.",
          "x.....o.x...", "x.o.x.o.x.o.", 1.3),
    "five": Style(100, 175, 5, 4, "x.....o.....x.......", "........x.......x...", "x.o.x.o.x.o.x.o.x.o.",
          "x.....x.....x...x...", "-", 1.2),
    "piano": Style(72, 140, 4, 4, "", "", "",
          "x.......x.......", "o.x.o.x.o.x.o.x.", 1.5),
    "arpeggio": Style(80, 130, 4, 4, "", "", "",
          "x...............", "xoxoxoxoxoxoxoxo", 0.8),
    "strings": Style(70, 120, 4, 4, "", "", "",
          "x...............", "-", 1.5),
    "piano in three": Style(90, 165, 3, 4, "", "", "",
          "x...........", "....x...x...", 1.2),
}  # fmt: skip

KINDS = {
    "constant": ("rock", "punk", "club", "hard dance", "drum and bass", "half time", "march", "ballad"),
    "odd tempo": ("rock", "club", "funk", "punk", "ballad", "march"),
    "swing": ("swing", "shuffle", "twelve eight"),
    "three four": ("waltz", "slow three", "piano in three"),
    "five four": ("five",),
    "syncopated": ("funk", "tresillo", "syncopated"),
    "drumless": ("piano", "arpeggio", "strings"),
    "pickup": ("rock", "waltz", "swing", "punk", "piano"),
    "quiet intro": ("rock", "club", "half time", "syncopated"),
    "late start": ("rock", "funk", "waltz", "club"),
    "tempo change": ("rock", "club", "punk", "funk", "waltz"),
    "ritardando": ("rock", "ballad", "swing", "waltz"),
    "accelerando": ("rock", "punk", "march", "ballad"),
    "live": ("rock", "funk", "punk", "ballad", "waltz", "shuffle"),
}
"""Kinds of songs, and the styles they are played in."""

CHANGING = ("tempo change", "ritardando", "accelerando", "live")

LENGTH = 75.0
"""Seconds of music."""


@dataclass(frozen=True)
class Made:
    """A song and its truth: `beats` and `downbeats` in ms; `bpm` at the start."""

    kind: str
    style: str
    samples: NDArray[np.float32]
    beats: Floats
    downbeats: Floats
    bpm: float
    meter: int


def make(kind: str, seed: int) -> Made:
    """A song of a kind; the same seed gives the same song."""
    random = np.random.default_rng(seed)
    name = KINDS[kind][int(random.integers(len(KINDS[kind])))]
    return perform(kind, name, STYLES[name], random)


def perform(kind: str, name: str, style: Style, random: np.random.Generator) -> Made:
    """A song of a kind in a style of this name."""
    bpm = float(random.integers(int(style.slowest), int(style.fastest)))
    if kind == "odd tempo":
        bpm = round(bpm + float(random.uniform(0, 1)), 2)
    start = float(random.uniform(8000, 20000) if kind == "late start" else random.uniform(60, 3000))
    gaps = _gaps(kind, bpm, style.meter, random)
    beats = start + np.concatenate([[0.0], np.cumsum(gaps)])
    if kind == "live":
        beats += random.normal(0, 3, len(beats))
    places = np.arange(len(beats))
    out = np.zeros(int((beats[-1] / 1000 + 2.5) * RATE))
    loose = 5.0 if kind == "live" else 0.0
    for place, sound, gain in _score(style, len(beats) // style.meter, random, pickup=kind == "pickup"):
        time = float(np.interp(place, places, beats)) + random.normal(0, 1) * loose
        first = round(time * RATE / 1000)
        room = out[first : first + len(sound)]
        room += gain * sound[: len(room)]
    if kind == "quiet intro":
        out[: int(np.interp(8 * style.meter, places, beats) / 1000 * RATE)] *= 0.05
    out = 0.9 * out / np.abs(out).max()
    noise = random.normal(0, 10 ** random.uniform(-5, -3.3), len(out))
    return Made(kind, name, (out + noise).astype(np.float32), beats, beats[:: style.meter], bpm, style.meter)


def _gaps(kind: str, bpm: float, meter: int, random: np.random.Generator) -> Floats:
    """ms from beat to beat, for whole measures."""
    count = int(LENGTH * bpm / 60 / meter / 4) * meter * 4
    tempo = np.full(count, bpm)
    place = np.arange(count)
    if kind == "tempo change":
        tempo[count // 2 // meter * meter :] *= float(random.choice([0.7, 0.8, 0.9, 1.1, 1.25, 1.4]))
    if kind == "ritardando":
        slowing = 4 * meter
        tempo[-slowing:] *= np.linspace(1, random.uniform(0.5, 0.75), slowing)
    if kind == "accelerando":
        low, high = np.sort(random.uniform(0.3, 0.8, 2))
        tempo *= np.interp(place / count, [low, max(high, low + 0.15)], [1, random.uniform(1.15, 1.5)])
    if kind == "live":
        walk = np.cumsum(random.normal(0, 0.003, count))
        tempo *= np.exp(walk - np.linspace(walk[0], walk[-1], count) * 0.5)
    return np.asarray(60000 / tempo)


def _score(style: Style, bars: int, random: np.random.Generator, *, pickup: bool) -> list[Note]:
    """Everything played, in order of the measures."""
    key = _key(style, random)
    motifs = [_motif(style, random) for _ in range(3)]
    lasting = 2 if random.random() < 0.3 else 1
    played = _pickup(style, key, random) if pickup else []
    for bar in range(int(pickup), bars):
        part = _part(bar, bars)
        chord = key.root + key.chords[bar // lasting % 4]
        notes = _drums(style, part, bar, random)
        if part != "intro" or bar % 2 == 0:
            notes += _bass(style, key, chord)
        notes += _chords(style, key, chord)
        if part != "intro":
            motif = motifs[0 if part == "verse" else 1] if bar % 4 < 3 else motifs[2]
            notes += _melody(style, key, motif[bar % 2])
        played += [(bar * style.meter + place, sound, gain) for place, sound, gain in notes]
    played.append((bars * style.meter, _tone(key.root, 2 * key.beat, 1.5, 0.004), 0.4))
    return played


@dataclass(frozen=True)
class _Key:
    """What the tones of a song have in common.

    Attributes:
        root: MIDI note.
        chords: four of them, semitones above the root.
        scale, triad: semitones above the root, and above that of a chord.
        beat: seconds that a beat lasts in this style.
        attack: seconds.
    """

    root: int
    chords: list[int]
    scale: list[int]
    triad: tuple[int, int, int]
    beat: float
    attack: float


def _key(style: Style, random: np.random.Generator) -> _Key:
    root = int(random.integers(40, 52))
    chords = [(0, 5, 7, 9)[i] for i in random.permutation(4)]
    minor = int(random.integers(2))
    attack = (0.03 if style.chords == "-" else 0.003) * random.uniform(0.5, 1.5)
    scale = [[0, 2, 4, 5, 7, 9, 11, 12], [0, 2, 3, 5, 7, 8, 10, 12]][minor]
    beat = 60 / (style.slowest + style.fastest) * 2
    return _Key(root, chords, scale, (0, 3 if minor else 4, 7), beat, attack)


def _pickup(style: Style, key: _Key, random: np.random.Generator) -> list[Note]:
    """A few notes of melody before the first downbeat; the measure before it is otherwise empty."""
    count = int(random.integers(1, style.meter))
    first = style.meter - count
    notes = [key.root + 24 + int(random.choice(key.scale)) for _ in range(2 * count)]
    return [(first + k / 2, _tone(note, 0.2, 4, 0.004), 0.25) for k, note in enumerate(notes)]


def _drums(style: Style, part: str, bar: int, random: np.random.Generator) -> list[Note]:
    """Drums of a measure: a fill at the end of eight, a crash at their start."""
    kick, snare, hat = style.levels[:3]
    if part == "intro" or not style.kick + style.snare + style.hat:
        return []
    if part == "break":
        return [(k / style.parts, _hat(), 0.12 * hat) for k, _ in _hits(style.hat)]
    drums = ((style.kick, _kick(), 0.9 * kick), (style.snare, _snare(), 0.55 * snare))
    notes = [
        (k / style.parts, sound, gain * level)
        for pattern, sound, gain in (*drums, (style.hat, _hat(), 0.16 * hat))
        for k, level in _hits(pattern)
    ]
    if bar % 8 == 7 and random.random() < 0.7:
        notes += [(style.meter - 1 + k / style.parts, _snare(), 0.4 * snare) for k in range(style.parts)]
    if bar % 8 == 0:
        notes.append((0.0, _crash(), 0.3 * hat))
    return notes


def _bass(style: Style, key: _Key, chord: int) -> list[Note]:
    sound, gain = _tone(chord - 12, 0.8 * key.beat, 3, 0.004), 0.3 * style.levels[3]
    return [(k / style.parts, sound, gain * level) for k, level in _hits(style.bass)]


def _chords(style: Style, key: _Key, chord: int) -> list[Note]:
    """The chord of a measure: held, broken where it is played more than once a beat, or struck."""
    loud, triad = style.levels[4], [chord + 12 + third for third in key.triad]
    if style.chords == "-":
        length = style.meter * key.beat * 0.95
        return [(0.0, _tone(note, length, 0.8, key.attack), 0.08 * loud) for note in triad]
    hits = _hits(style.chords)
    if len(hits) > style.meter:
        return [
            (k / style.parts, _tone(triad[i % 3], key.beat * 0.6, 4, key.attack), 0.16 * loud * level)
            for i, (k, level) in enumerate(hits)
        ]
    return [
        (k / style.parts, _tone(note, key.beat * 0.6, 5, key.attack), 0.11 * loud * level)
        for k, level in hits
        for note in triad
    ]


def _melody(style: Style, key: _Key, motif: list[tuple[int, int, float]]) -> list[Note]:
    return [
        (
            k / style.parts,
            _tone(key.root + 24 + key.scale[step], length * key.beat / style.parts * 0.9, 2.5, key.attack),
            0.2 * style.levels[5],
        )
        for k, step, length in motif
    ]


def _part(bar: int, bars: int) -> str:
    """What of the song a measure belongs to."""
    if bar < 4:
        return "intro"
    share = bar // 4 * 4 / bars
    return "verse" if share < 0.35 else "chorus" if share < 0.6 else "break" if share < 0.7 else "chorus"


def _motif(style: Style, random: np.random.Generator) -> list[list[tuple[int, int, float]]]:
    """Two measures of melody: tick, step of the scale, length in ticks. Notes like strong ticks."""
    result = []
    step = int(random.integers(0, 8))
    for _ in range(2):
        ticks = np.arange(style.meter * style.parts)
        liking = np.where(ticks % style.parts == 0, 3.0, np.where(ticks * 2 % style.parts == 0, 1.6, 0.4))
        liking[0] = 4.0
        count = max(2, min(len(ticks), round(style.busy * style.meter * random.uniform(0.6, 1.3))))
        chosen = np.sort(random.choice(ticks, count, replace=False, p=liking / liking.sum()))
        bar = []
        for k, after in zip(chosen, [*chosen[1:], len(ticks)], strict=True):
            step = int(np.clip(step + random.integers(-2, 3), 0, 7))
            bar.append((int(k), step, float(after - k)))
        result.append(bar)
    return result


def _hits(pattern: str) -> list[tuple[int, float]]:
    return [(k, 1.0 if sign == "x" else 0.55) for k, sign in enumerate(pattern) if sign in "xo"]


@cache
def _kick() -> Floats:
    t = np.arange(int(0.25 * RATE)) / RATE
    return np.asarray(np.sin(2 * np.pi * (50 * t + 5 * (1 - np.exp(-t * 40)))) * np.exp(-t * 14))


@cache
def _snare() -> Floats:
    t = np.arange(int(0.18 * RATE)) / RATE
    return 0.8 * _noise(0.18, 22, 900, 1) + 0.4 * np.sin(2 * np.pi * 190 * t) * np.exp(-t * 30)


@cache
def _hat() -> Floats:
    return _noise(0.05, 80, 7000, 2)


@cache
def _crash() -> Floats:
    return _noise(1.4, 3, 4500, 3)


def _noise(seconds: float, decay: float, above: float, seed: int) -> Floats:
    """A burst of noise without its low end (Hz)."""
    count = int(seconds * RATE)
    spectrum = np.fft.rfft(np.random.default_rng(seed).standard_normal(count))
    spectrum[np.fft.rfftfreq(count, 1 / RATE) < above] = 0
    burst = np.fft.irfft(spectrum, count) * np.exp(-np.arange(count) / RATE * decay)
    return np.asarray(burst / np.abs(burst).max())


@cache
def _tone(note: int, seconds: float, decay: float, attack: float) -> Floats:
    """A note with four partials; `attack` in seconds."""
    t = np.arange(int(max(seconds, 0.05) * RATE)) / RATE
    frequency = 440 * 2 ** ((note - 69) / 12)
    wave = sum(np.sin(2 * np.pi * frequency * k * t) / k for k in (1, 2, 3, 4))
    shape = np.minimum(1, t / attack) * np.exp(-t * decay) * np.minimum(1, (len(t) - np.arange(len(t))) / 400)
    return np.asarray(wave * shape)
