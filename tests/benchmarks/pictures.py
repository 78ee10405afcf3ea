"""Pictures of generated parts, for looking: `python -m tests.benchmarks.pictures FOLDER`.

Four measures of osu! with their order in time, bars of taiko, columns of mania and the fall of catch.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Annotated

import typer
from PIL import Image, ImageDraw

from engine.osu import (
    Beatmap,
    Circle,
    HitObject,
    Hold,
    Slider,
    Spinner,
    circle_radius,
    column,
    end_time,
    slider_path,
)
from engine.osu.timing import Timing
from engine.protocol import MODE_NAMES, Mode
from tests.benchmarks.mapping import SONGS, generated

PLAYFIELD = (512 + 160, 384 + 140)

BORDER = (80, 70)

BARS = 2
"""Measures of one osu! panel."""

PANELS = 6

COLOURS = ("#ff8040", "#40a0ff", "#ffd240", "#78dc78")

PX_A_MS = 0.12

app = typer.Typer(add_completion=False)


def osu(beatmap: Beatmap, start: float) -> Image.Image:
    """Panels of two measures each, numbers in order, a thin line along the movement."""
    timing = Timing(beatmap.timing_points)
    length = BARS * 4 * timing.beat_length_at(start)
    sheet = Image.new("RGB", (3 * PLAYFIELD[0], PANELS // 3 * PLAYFIELD[1]), "#101018")
    for panel in range(PANELS):
        first = start + panel * length
        corner = (panel % 3 * PLAYFIELD[0], panel // 3 * PLAYFIELD[1])
        shown = [each for each in beatmap.objects if first - 5 <= each.time < first + length - 5]
        _panel(ImageDraw.Draw(sheet), beatmap, shown, corner, f"{first:.0f} ms")
    return sheet


def _panel(
    draw: ImageDraw.ImageDraw,
    beatmap: Beatmap,
    shown: Sequence[HitObject],
    corner: tuple[int, int],
    title: str,
) -> None:
    left, top = corner[0] + BORDER[0], corner[1] + BORDER[1]
    draw.rectangle((left, top, left + 512, top + 384), outline="#404050")
    draw.text((left, corner[1] + 8), title, fill="white")
    radius = circle_radius(beatmap.difficulty.circle_size)
    combo, last = 0, None
    for number, each in enumerate(shown):
        if not isinstance(each, (Circle, Slider)):
            continue
        combo += each.new_combo
        colour = COLOURS[combo % len(COLOURS)]
        head = (left + each.x, top + each.y)
        if last is not None:
            draw.line((*last, *head), fill="#606070")
        last = head
        if isinstance(each, Slider):
            points = [(left + x, top + y) for x, y in slider_path(each).points]
            for one, two in pairwise(points):
                draw.line((*one, *two), fill="#38384a", width=int(2 * radius * 0.7))
            draw.line(points, fill=colour, width=2)
            x, y = points[-1]
            draw.ellipse((x - radius, y - radius, x + radius, y + radius), outline="#8080a0")
            last = points[-1] if each.slides % 2 else head
        x, y = head
        draw.ellipse((x - radius, y - radius, x + radius, y + radius), outline=colour, width=3)
        draw.text((x - 6, y - 6), str(number + 1), fill="white")


def taiko(beatmap: Beatmap, start: float) -> Image.Image:
    """A row for each two measures: red don, blue kat, large finishers, yellow rolls."""
    timing = Timing(beatmap.timing_points)
    bar = 4 * timing.beat_length_at(start)
    sheet = Image.new("RGB", (1500, 12 * 80), "#101018")
    draw = ImageDraw.Draw(sheet)
    scale = 1400 / (2 * bar)
    for row in range(12):
        first, y = start + row * 2 * bar, row * 80 + 40
        for beat in range(9):
            x = 50 + beat * bar / 4 * scale
            draw.line((x, y - 34, x, y + 34), fill="#606070" if beat % 4 == 0 else "#282834")
        for each in beatmap.objects:
            if not first - 5 <= each.time < first + 2 * bar - 5:
                continue
            x = 50 + (each.time - first) * scale
            size = 26 if each.hitsound & 4 else 16
            if isinstance(each, (Slider, Spinner)):
                end = 50 + (end_time(each, beatmap, timing) - first) * scale
                draw.rectangle(
                    (x, y - 10, end, y + 10), fill="#d0b020" if isinstance(each, Slider) else "#80d080"
                )
                continue
            colour = "#4aa0e0" if each.hitsound & 10 else "#e05040"
            draw.ellipse((x - size, y - size, x + size, y + size), fill=colour)
    return sheet


def falling(beatmap: Beatmap, start: float) -> Image.Image:
    """Catch and mania from below upwards, eight stretches side by side."""
    timing = Timing(beatmap.timing_points)
    bar = 4 * timing.beat_length_at(start)
    height, width = 900, 190
    sheet = Image.new("RGB", (8 * width, height), "#101018")
    draw = ImageDraw.Draw(sheet)
    scale = (height - 40) / (2 * bar)
    mania = beatmap.general.mode == MODE_NAMES.index("mania")
    keys = int(beatmap.difficulty.circle_size)
    for part in range(8):
        first, left = start + part * 2 * bar, part * width + 10
        for beat in range(9):
            y = height - 20 - beat * bar / 4 * scale
            draw.line((left, y, left + 170, y), fill="#606070" if beat % 4 == 0 else "#282834")
        for each in beatmap.objects:
            if not first - 5 <= each.time < first + 2 * bar - 5 or isinstance(each, Spinner):
                continue
            y = height - 20 - (each.time - first) * scale
            end = height - 20 - (end_time(each, beatmap, timing) - first) * scale
            if mania:
                x = left + column(each.x, keys) * 170 / keys
                colour = "#ffd240" if isinstance(each, Hold) else "#40a0ff"
                draw.rectangle((x + 1, min(end, y - 8), x + 170 / keys - 1, y), fill=colour)
                continue
            x = left + each.x / 512 * 170
            if isinstance(each, Slider):
                path = slider_path(each)
                tail = left + path.position_at(path.length)[0] / 512 * 170
                draw.line((x, y, tail, end), fill="#78dc78", width=4)
            draw.ellipse((x - 6, y - 6, x + 6, y + 6), fill="#ff8040" if each.new_combo else "#40a0ff")
    return sheet


@app.command()
def main(
    folder: Annotated[Path, typer.Argument(help="Where the pictures go.")],
    modes: Annotated[str, typer.Option(help="Which modes.")] = "osu taiko catch mania",
    seed: Annotated[int, typer.Option(help="Of the maps.")] = 0,
) -> None:
    """Draw the middle of some maps of each mode."""
    folder.mkdir(parents=True, exist_ok=True)
    cases: list[tuple[Mode, str, float]] = []
    for number, name in enumerate(MODE_NAMES):
        ratings = (1.6, 3.4, 4.6, 6.0) if name == "osu" else (1.6, 4.5)
        if name in modes.split():
            cases += [(name, SONGS[(number + k) % len(SONGS)], stars) for k, stars in enumerate(ratings)]
    for mode, song, stars in cases:
        beatmap = generated(song, mode, stars, seed)
        timing = Timing(beatmap.timing_points)
        red = timing.red[0]
        bar = 4 * red.beat_length
        start = red.time + bar * round((beatmap.objects[-1].time * 0.4 - red.time) / bar)
        draw = {"osu": osu, "taiko": taiko}.get(mode, falling)
        draw(beatmap, start).save(folder / f"{mode} {stars} {song}.png")


if __name__ == "__main__":
    app()
