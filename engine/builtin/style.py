"""What a difficulty of a wanted level looks like: density, spacing, settings."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from statistics import median

from engine.osu import Beatmap, DifficultySettings, Slider, end_position, end_time
from engine.osu.timing import Timing
from engine.protocol import Options


@dataclass(frozen=True)
class Style:
    """How dense and how wide a difficulty is mapped.

    Attributes:
        density: objects a second in the strong parts.
        spacing: px a ms from one object to the next.
        sliders: how readily a held sound becomes a slider, 0 to 1.
        finest: finest part of a beat in use: 1, 2, 3, 4 or 6.
        combo_measures: measures a combo lasts.
    """

    density: float
    spacing: float
    sliders: float
    finest: int
    combo_measures: int


def style_of(intensity: float) -> Style:
    """The style of an intensity from 0 (beginner) to 1 (the hardest the built-in engine makes)."""
    return Style(
        density=0.8 + 5.2 * intensity**0.9,
        spacing=0.12 + 1.75 * intensity**1.35,
        sliders=0.75 - 0.4 * intensity,
        finest=1 if intensity < 0.08 else 2 if intensity < 0.3 else 4,
        combo_measures=2 if intensity < 0.15 else 1,
    )


def settings_for(stars: float, options: Options) -> DifficultySettings:
    """CS, AR, OD and HP that fit a star rating, as far as the mapper left them open."""

    def pick(wish: float | None, low: float, high: float) -> float:
        share = min(max((stars - 1.5) / 4.5, 0.0), 1.0)
        return wish if wish is not None else round(low + (high - low) * share, 1)

    return DifficultySettings(
        hp_drain_rate=pick(options.hp_drain_rate, 2.5, 5.5),
        circle_size=pick(options.circle_size, 3.2, 4.0),
        overall_difficulty=pick(options.overall_difficulty, 2.5, 9.0),
        approach_rate=pick(options.approach_rate, 3.5, 9.3),
        slider_multiplier=pick(options.slider_multiplier, 1.0, 1.8),
        slider_tick_rate=options.slider_tick_rate or 1.0,
    )


def style_like(beatmap: Beatmap, start: float, end: float) -> Style:
    """The style of a map around a range, so that a new part fits in."""
    timing = Timing(beatmap.timing_points)
    objects = beatmap.objects
    near = [each for each in objects if start - 20000 <= each.time <= end + 20000] or objects
    if len(near) < 8:
        return style_of(0.45)
    gaps, speeds, parts = [], [], []
    for one, two in itertools.pairwise(near):
        gap = two.time - end_time(one, beatmap, timing)
        beat = timing.beat_length_at(one.time)
        if 30 < gap < 2.2 * beat:
            (ax, ay) = end_position(one)
            gaps.append(two.time - one.time)
            speeds.append(((two.x - ax) ** 2 + (two.y - ay) ** 2) ** 0.5 / gap)
            parts.append(beat / (two.time - one.time))
    if not gaps:
        return style_of(0.45)
    fine = sorted(parts)[int(0.93 * (len(parts) - 1))]
    return Style(
        density=1000 * len(gaps) / sum(gaps),
        spacing=min(median(speeds), 2.5),
        sliders=sum(isinstance(each, Slider) for each in near) / len(near),
        finest=4 if fine > 3.3 else 3 if fine > 2.6 else 2 if fine > 1.4 else 1,
        combo_measures=1,
    )
