"""Which ticks of the beat grid get an object: what sounds, how dense, what repeats, what a level allows."""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.builtin.chance import Chance
from engine.builtin.levels import Level, paced
from engine.builtin.structure import PARTS, lifts
from engine.builtin.ticks import Floats, Ticks
from engine.osu import editor_time
from engine.song import Song

WEIGHTS = {0: 1.0, 12: 0.72, 16: 0.66, 8: 0.56, 6: 0.42, 18: 0.42, 4: 0.28, 20: 0.28}
"""How much a sound counts by its place in the beat (parts); all others an eighth's."""

EIGHTH_WEIGHT = 0.18

DOWNBEAT, HALF_BAR = 1.2, 1.08
"""The same by its place in the bar."""

SILENT = 0.03
"""What a tick without an onset counts as: taken only when everything that sounds is mapped."""

SOUNDING = 0.35
"""Sum of onset strengths a second from which a bar sounds."""

COARSE, RARE_SHARE = 4, 0.015
"""Snap up to which nothing is a slip, and share of all moments from which a finer one is none."""

FINEST = 0.125
"""Beats: a level that may have objects this close may have all finer ticks of a slow song."""

FINER_SHARE = 0.3
"""What a finer tick counts beside the weakest usual one of its half beat: the strongest are divided first."""

BURST, BURST_LENGTH = 56.0, 5
"""ms between moments that are played as one burst at any level, and how many it has at most."""


@dataclass(frozen=True)
class Note:
    """A moment to be played.

    Attributes:
        tick: ms, exact.
        beat: ms a beat.
        bar: index of its bar.
        place: parts into the bar.
        pattern: shared by bars that sound alike.
        phrase: first note of a phrase.
        strength: of the sound, 0 to 1.
        bands: the same in each band: kick, melody, snare, hat.
        held: how well the sound lasts until the next note, 0 to 1.
        parts: until the next note; of the last one a bar's.
        rest: beats that have to stay free before the next note.
        lift: share of the song's phrases that are calmer, 0 to 1.
        unit: parts of the usual snap here: a quarter or, in swing, a third.
    """

    tick: float
    beat: float
    bar: int
    place: int
    pattern: int
    phrase: bool
    strength: float
    bands: tuple[float, ...]
    held: float
    parts: int
    rest: float
    lift: float
    unit: int

    @property
    def time(self) -> float:
        """The whole ms at which the editor puts it."""
        return editor_time(self.tick)

    @property
    def gap(self) -> float:
        """Ms until the next note."""
        return self.parts * self.beat / PARTS

    def parts_within(self, room: float, unit: int) -> int:
        """Parts of the longest stretch within so many parts that ends on a multiple of a unit."""
        return max(0, int((self.place + room + 0.05) // unit) * unit - self.place)

    def after(self, parts: int) -> float:
        """The whole ms so many parts of a beat later."""
        return editor_time(self.tick + parts * self.beat / PARTS)


def choose(
    song: Song,
    ticks: Ticks,
    density: float,
    level: Level,
    between: tuple[float, float] = (-math.inf, math.inf),
    within: Sequence[float] | None = None,
) -> list[Note]:
    """The moments to be played.

    Args:
        song: for how long its sounds last.
        ticks: of the song.
        density: moments a second where it sounds.
        level: what is allowed.
        between: first and last time, ms.
        within: times (ms, in order) of a harder difficulty, to choose from; none: all.
    """
    if not len(ticks.times):
        return []
    score = _scores(ticks)
    allowed = _allowed(ticks, level) & (ticks.times >= between[0] - 1) & (ticks.times <= between[1])
    if within is not None:
        allowed &= _near(ticks.times, within)
    allowed &= score > 0
    wanted = round(density * _sounding_seconds(ticks, between))
    ranked = np.sort(score[allowed])[::-1]
    if not len(ranked) or wanted < 1:
        return []
    least = ranked[min(wanted, len(ranked)) - 1]
    index = np.flatnonzero(allowed & (score >= least - 1e-9)).tolist()
    index = _on_one_snap(ticks, _without_rare(ticks, index))
    index = _without_lonely(ticks, index)
    index = _without_long_runs(ticks, score, index, level)
    index, rests = _with_rests(ticks, score, index, level)
    return _notes(song, ticks, index, rests)


def _near(times: Floats, played: Sequence[float]) -> NDArray[np.bool_]:
    """Which times are within 2 ms of some that are in order: ends of objects are not on whole ms."""
    known = np.array([-math.inf, *played, math.inf])
    after = np.searchsorted(known, times)
    return np.asarray(np.minimum(times - known[after - 1], known[after] - times) <= 2.0)


def _scores(ticks: Ticks) -> Floats:
    part = ticks.place % PARTS
    weight = np.full(len(part), EIGHTH_WEIGHT)
    for place, value in WEIGHTS.items():
        weight[part == place] = value
    weight[ticks.place == 0] = DOWNBEAT
    meters = np.array([ticks.bars[i].meter for i in ticks.bar])
    weight[(ticks.place == meters * PARTS // 2) & (part == 0)] = HALF_BAR
    activity = np.array([ticks.bars[i].activity for i in ticks.bar])
    silent = np.where(activity > SOUNDING, SILENT, 0.0) * _filling(ticks)
    return _with_finer(ticks, np.maximum(ticks.strength, silent) * weight)


def _with_finer(ticks: Ticks, score: Floats) -> Floats:
    """The scores with those of finer ticks: alike in a half beat, and below all of its usual ticks."""
    _, half = np.unique(np.stack([ticks.bar, ticks.place // (PARTS // 2)]), axis=1, return_inverse=True)
    weakest = np.full(half.max() + 1, np.inf)
    usual = ticks.finer == 0
    np.minimum.at(weakest, half[usual], score[usual])
    return np.where(ticks.finer > 0, FINER_SHARE * weakest[half], score)


def _filling(ticks: Ticks) -> Floats:
    """Where silence is filled first, 0.4 to 1: in loud phrases, and there beat by beat."""
    chance = Chance(0)
    lift = lifts(ticks.bars)
    beats = zip(ticks.bar.tolist(), (ticks.place // PARTS).tolist(), strict=True)
    return np.array(
        [0.4 + 0.4 * lift[bar] + 0.2 * chance.at(ticks.bars[bar].pattern, beat) for bar, beat in beats]
    )


def _allowed(ticks: Ticks, level: Level) -> NDArray[np.bool_]:
    """Ticks on the level's finest snap: halves or, in swing, the last third, and so on."""
    pace = {beat: paced(beat) for beat in set(ticks.beat.tolist())}
    unit = np.array([round(PARTS * level.closest * pace[beat] / beat) for beat in ticks.beat.tolist()])
    part = ticks.place % PARTS
    thirds = np.array([ticks.bars[i].thirds for i in ticks.bar])
    swung = np.select(
        [unit >= PARTS, unit >= PARTS // 2, unit >= PARTS // 4],
        [ticks.place % np.maximum(unit, 1) == 0, (part == 0) | (part == 16), part % 8 == 0],
        part % 4 == 0,
    )
    straight = ticks.place % np.maximum(unit, 3) == 0
    usual = np.where(thirds, swung, straight)
    return np.asarray(np.where(ticks.finer > 0, level.closest <= FINEST, usual), np.bool_)


def _sounding_seconds(ticks: Ticks, between: tuple[float, float]) -> float:
    return sum(
        max(0.0, min(bar.end, between[1]) - max(bar.start, between[0])) / 1000
        for bar in ticks.bars
        if bar.activity > SOUNDING
    )


def _without_rare(ticks: Ticks, index: list[int]) -> list[int]:
    """No snap of 1/6 and finer that is hardly used: it would look like a slip of the hand."""
    snap = [PARTS // (int(ticks.finer[i]) or math.gcd(int(ticks.place[i]), PARTS)) for i in index]
    uses = Counter(snap)
    return [
        i
        for i, each in zip(index, snap, strict=True)
        if each <= COARSE or uses[each] >= RARE_SHARE * len(index)
    ]


def _on_one_snap(ticks: Ticks, index: list[int]) -> list[int]:
    """Where a beat is divided finer, nothing on the usual snap lies between."""
    taken = {
        (int(ticks.bar[i]), int(ticks.place[i]) + away)
        for i in index
        for away in range(1 - int(ticks.finer[i]), int(ticks.finer[i]))
    }
    return [i for i in index if ticks.finer[i] or (int(ticks.bar[i]), int(ticks.place[i])) not in taken]


def _without_lonely(ticks: Ticks, index: list[int]) -> list[int]:
    """No quarter or finer without the half beside it: such a moment cannot be read."""
    there = {(int(ticks.bar[i]), int(ticks.place[i])) for i in index}

    def beside(i: int) -> bool:
        bar, place = int(ticks.bar[i]), int(ticks.place[i])
        part = place % PARTS
        if part in (0, 8, 12, 16):
            return True
        step = next(each for each in (6, 4, 3, 2, 1) if part % each == 0)
        last = ticks.bars[bar].meter * PARTS
        following = (bar, place + step) if place + step < last else (bar + 1, place + step - last)
        return (bar, place - step) in there or following in there

    return [i for i in index if beside(i)]


def _without_long_runs(ticks: Ticks, score: Floats, index: list[int], level: Level) -> list[int]:
    """Take the weakest moments out of runs that are longer than the level, or a hand, allows."""
    for close, most in level.runs:
        near = [close * paced(float(ticks.beat[i])) * 1.05 for i in index]
        index = _without_runs(ticks, score, index, near, most)
    return _without_runs(ticks, score, index, [BURST] * len(index), BURST_LENGTH)


def _without_runs(
    ticks: Ticks, score: Floats, index: list[int], near: Sequence[float], most: int
) -> list[int]:
    """The same for one limit: moments at most so near (ms, for each of them) to the next are a run."""
    result: list[int] = []
    run: list[int] = []
    at_run = 0.0
    for i, each in zip(index, near, strict=True):
        if run and ticks.times[i] - ticks.times[run[-1]] > each:
            result += _shortened(ticks, score, run, most, at_run)
            run = []
        at_run = at_run if run else each
        run.append(i)
    return result + _shortened(ticks, score, run, most, at_run)


def _shortened(ticks: Ticks, score: Floats, run: list[int], most: int, near: float) -> list[int]:
    while len(run) > most:
        # the weakest one from the middle of what is allowed on: both parts are short enough soonest
        weakest = min(range(1, min(most + 1, len(run))), key=lambda k: (score[run[k]], -k))
        before, after = run[:weakest], run[weakest + 1 :]
        if not after:
            return before
        if ticks.times[after[0]] - ticks.times[before[-1]] > near:
            return before + _shortened(ticks, score, after, most, near)
        run = before + after
    return run


def _with_rests(
    ticks: Ticks, score: Floats, index: list[int], level: Level
) -> tuple[list[int], dict[int, float]]:
    """Make a rest in every stretch that has none, where least is lost; its beats by the tick before it."""
    if level.rest_every == 0 or not index:
        return index, {}
    times = ticks.times
    kept: list[int] = []
    rests: dict[int, float] = {}
    begin = times[index[0]]
    queue = list(index)
    while queue:
        i = queue.pop(0)
        pace = paced(float(ticks.beat[i]))
        rest = level.rest * pace
        if kept and times[i] - times[kept[-1]] >= rest * 0.98:
            rests[kept[-1]] = rest / float(ticks.beat[i])
            begin = times[i]
        kept.append(i)
        if times[i] - begin <= level.rest_every * pace:
            continue
        window = [k for k in range(len(kept)) if times[kept[k]] >= begin + level.rest_every * pace / 2]
        at = min(window, key=lambda k: (_lost(times, score, kept, k, rest), -k))
        following = [i for i in kept[at + 1 :] if times[i] - times[kept[at]] >= rest * 0.98]
        gone = kept[at + 1 : len(kept) - len(following)]
        kept, queue = kept[: at + 1], following + queue
        if gone or not following:
            queue = [i for i in queue if times[i] - times[kept[-1]] >= rest * 0.98]
        rests[kept[-1]] = rest / float(ticks.beat[kept[-1]])
        begin = times[queue[0]] if queue else begin
    return kept, _needed(ticks, kept, rests, level)


def _needed(ticks: Ticks, kept: list[int], rests: dict[int, float], level: Level) -> dict[int, float]:
    """As few of the rests as the level asks for: sliders may fill the others."""
    needed: dict[int, float] = {}
    begin = ticks.times[kept[0]]
    latest: tuple[int, int] | None = None
    for i, following in itertools.pairwise(kept):
        if latest and ticks.times[i] - begin > level.rest_every * paced(float(ticks.beat[i])):
            needed[latest[0]] = rests[latest[0]]
            begin, latest = ticks.times[latest[1]], None
        latest = (i, following) if i in rests else latest
    if latest:
        needed[latest[0]] = rests[latest[0]]
    return needed


def _lost(times: Floats, score: Floats, kept: list[int], k: int, rest: float) -> float:
    """What a rest after `kept[k]` takes away."""
    return float(sum(score[i] for i in kept[k + 1 :] if times[i] - times[kept[k]] < rest * 0.98))


def _notes(song: Song, ticks: Ticks, index: list[int], rests: dict[int, float]) -> list[Note]:
    parts = _parts_between(ticks, index)
    held = _held(song, ticks, index, parts)
    lift = lifts(ticks.bars)
    phrases: set[int] = set()
    result = []
    for number, i in enumerate(index):
        bar = ticks.bars[int(ticks.bar[i])]
        begins = bar.phrase and int(ticks.bar[i]) not in phrases
        phrases.add(int(ticks.bar[i]))
        result.append(
            Note(
                tick=float(ticks.times[i]),
                beat=float(ticks.beat[i]),
                bar=int(ticks.bar[i]),
                place=int(ticks.place[i]),
                pattern=bar.pattern,
                phrase=begins,
                strength=min(1.0, float(ticks.strength[i])),
                bands=tuple(ticks.bands[i].tolist()),
                held=held[number],
                parts=parts[number],
                rest=rests.get(i, 0.0),
                lift=lift[int(ticks.bar[i])],
                unit=8 if bar.thirds else 6,
            )
        )
    return result


def _parts_between(ticks: Ticks, index: list[int]) -> list[int]:
    """Whole parts of the beat at each moment that fit until the next one."""
    result = []
    for i, following in itertools.pairwise(index):
        result.append(int((ticks.times[following] - ticks.times[i]) / ticks.beat[i] * PARTS + 0.02))
    return [*result, 4 * PARTS] if index else []


def _held(song: Song, ticks: Ticks, index: list[int], parts: list[int]) -> list[float]:
    """How well each sound lasts, the same for the same place of bars alike."""
    lasting: dict[tuple[int, int], list[float]] = {}
    keys = []
    for i, gap in zip(index, parts, strict=True):
        start, beat = float(ticks.times[i]), float(ticks.beat[i])
        key = (ticks.bars[int(ticks.bar[i])].pattern, int(ticks.place[i]))
        until = start + 0.8 * min(gap, 2 * PARTS) * beat / PARTS
        lasting.setdefault(key, []).append(song.onsets.sustain_at(start, until))
        keys.append(key)
    means = {key: sum(values) / len(values) for key, values in lasting.items()}
    return [means[key] for key in keys]
