"""What the ranking criteria allow at each level, in each mode, as far as it can be counted."""

from __future__ import annotations

from dataclasses import dataclass

from engine.osu import DifficultySettings
from engine.protocol import LEVEL_STARS, Mode, Options

USUAL_BEAT = (250.0, 500.0)
"""ms: the criteria speak of about 180 BPM; a beat outside is halved or doubled until it lies inside."""

Range = tuple[float, float]


@dataclass(frozen=True)
class Level:
    """The limits of one level. Beats are those of about 180 BPM.

    Attributes:
        closest: least beats between two objects.
        runs: beats and counts: so many objects at most may follow each other that closely or closer.
        rest: beats without an object ...
        rest_every: ... at least once in so many beats; 0: no rest needed.
        spinner: least beats of a spinner.
        recovery: beats between a spinner's end and the next object.
        steady: equal times need equal distances (osu!).
        hp: from and to over the level.
        cs: circle size.
        od: overall difficulty.
        ar: approach rate.
        velocity: base slider velocity.
    """

    closest: float
    runs: tuple[tuple[float, int], ...]
    rest: float
    rest_every: float
    spinner: float
    recovery: float
    hp: Range
    cs: Range
    od: Range
    ar: Range
    velocity: Range
    steady: bool = False


LEVELS: dict[Mode, tuple[Level, ...]] = {
    "osu": (
        Level(1, ((1, 12),), 2, 16, 4, 4, (2, 3), (2.8, 3.4), (1.5, 3), (2.5, 5), (0.5, 1.1), steady=True),
        Level(
            0.5, ((0.5, 3),), 1, 8, 3, 2, (3, 4.5), (3.2, 3.6), (3.2, 5), (4.4, 6), (0.9, 1.3), steady=True
        ),
        Level(0.25, ((0.25, 5),), 1, 16, 2, 1, (4, 5.5), (3.5, 4), (5.2, 7), (6.5, 8), (1.2, 1.5)),
        Level(0.25, ((0.25, 9),), 0, 0, 2, 0.5, (5, 6), (3.8, 4.2), (7.2, 8.6), (8, 9.2), (1.5, 1.7)),
        Level(0.125, (), 0, 0, 2, 0.5, (5, 6), (4, 4.2), (8.6, 9.4), (9.2, 9.6), (1.7, 1.9)),
    ),
    "taiko": (
        Level(0.5, ((0.5, 2), (1, 7)), 3, 30, 4, 2, (8, 9), (5, 5), (2.5, 3), (5, 5), (1.4, 1.4)),
        Level(0.5, ((0.5, 5),), 2, 30, 3, 1, (7, 8), (5, 5), (3.5, 4), (5, 5), (1.4, 1.4)),
        Level(0.25, ((0.25, 5), (1 / 6, 4)), 1.5, 16, 2, 0.5, (6, 7), (5, 5), (4.5, 5), (5, 5), (1.4, 1.4)),
        Level(0.25, ((0.25, 9), (1 / 6, 4)), 1, 16, 2, 0.5, (5, 6), (5, 5), (5, 6), (5, 5), (1.4, 1.4)),
        Level(0.125, (), 0, 0, 2, 0.25, (5, 6), (5, 5), (5.5, 6.5), (5, 5), (1.4, 1.4)),
    ),
    "catch": (
        Level(0.5, ((0.5, 2),), 0, 0, 4, 2, (2, 3), (2, 2.5), (4.5, 6), (4.5, 6), (0.9, 1.1)),
        Level(0.5, ((0.5, 8),), 0, 0, 3, 1, (3, 4), (2.5, 3), (6, 7), (6, 7), (1.1, 1.3)),
        Level(0.25, ((0.25, 4),), 0, 0, 2, 1, (4, 5), (3, 3.5), (7, 8), (7, 8), (1.3, 1.6)),
        Level(0.25, (), 0, 0, 2, 0.5, (5, 6), (3.5, 4), (8, 9), (8, 9), (1.5, 1.8)),
        Level(0.125, (), 0, 0, 2, 0.5, (5, 6), (4, 4.2), (9, 9.5), (9, 9.5), (1.7, 2.0)),
    ),
    "mania": (
        Level(0.5, ((0.5, 4),), 2, 32, 4, 2, (6, 7), (4, 4), (5, 6.5), (5, 5), (1.4, 1.4)),
        Level(0.25, ((0.25, 5),), 1, 16, 3, 1, (7, 7.5), (4, 4), (6.5, 7.2), (5, 5), (1.4, 1.4)),
        Level(0.25, (), 0.5, 16, 2, 1, (7.5, 8), (4, 4), (7.2, 8), (5, 5), (1.4, 1.4)),
        Level(0.25, (), 0, 0, 2, 0.5, (8, 8), (4, 4), (8, 8.2), (5, 5), (1.4, 1.4)),
        Level(0.125, (), 0, 0, 2, 0.5, (8, 8.5), (4, 4), (8.2, 8.8), (5, 5), (1.4, 1.4)),
    ),
}
"""Easy to Expert; Kantan to Inner Oni; Cup to Overdose."""

HARDEST = len(LEVEL_STARS)
"""Number of the level above the last bound."""


def level_number(stars: float) -> int:
    """0 (Easy) to 4 (Expert) for a star rating."""
    return sum(stars >= bound for bound in LEVEL_STARS)


def settings_for(mode: Mode, number: int, stars: float, options: Options) -> DifficultySettings:
    """CS, AR, OD and HP that fit a level and a star rating, as far as the mapper left them open."""
    level = LEVELS[mode][number]
    bounds = (1.0, *LEVEL_STARS, 7.0)
    share = min(max((stars - bounds[number]) / (bounds[number + 1] - bounds[number]), 0.0), 1.0)

    def pick(wish: float | None, between: Range) -> float:
        return wish if wish is not None else round(between[0] + (between[1] - between[0]) * share, 1)

    return DifficultySettings(
        hp_drain_rate=pick(options.hp_drain_rate, level.hp),
        circle_size=pick(options.circle_size, level.cs),
        overall_difficulty=pick(options.overall_difficulty, level.od),
        approach_rate=pick(options.approach_rate, level.ar),
        slider_multiplier=pick(options.slider_multiplier, level.velocity),
        slider_tick_rate=options.slider_tick_rate or 1.0,
    )


def paced(beat: float) -> float:
    """Ms of the beat the criteria mean where a beat lasts so many ms: that of about 180 BPM."""
    while beat < USUAL_BEAT[0]:
        beat *= 2
    while beat > USUAL_BEAT[1] + 1e-6:
        beat /= 2
    return beat
