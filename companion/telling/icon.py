"""The tray icon, drawn: a hit circle whose colour and sign say what is going on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from companion.telling.notice import Status

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw

COLOURS: dict[Status, str] = {
    "idle": "#ff66aa",
    "busy": "#2f9bff",
    "news": "#ff66aa",
    "paused": "#77777f",
    "error": "#e02b20",
}

WHITE, DARK, BADGE = "#ffffff", "#26262c", "#ffd21f"

SIZE = 64
"""px; panels scale it down, to 16 px at least."""

_SCALE = 4
"""Drawn larger, for smooth edges."""


def draw(status: Status) -> Image:
    """The icon on a clear ground; told apart by its sign, too, on light and dark panels and at 16 px."""
    from PIL import Image, ImageDraw  # only needed where there is a tray

    image = Image.new("RGBA", (SIZE * _SCALE, SIZE * _SCALE))
    pen = ImageDraw.Draw(image)
    _circle(pen, 32, 32, 32, DARK)
    _circle(pen, 32, 32, 30, WHITE)
    _circle(pen, 32, 32, 25, COLOURS[status])
    match status:
        case "idle":
            _circle(pen, 32, 32, 8, WHITE)
        case "busy":
            _shape(pen, [(22, 12), (22, 52), (53, 32)])
        case "paused":
            _shape(pen, [(20, 18), (28, 18), (28, 46), (20, 46)])
            _shape(pen, [(36, 18), (44, 18), (44, 46), (36, 46)])
        case "error":
            _shape(pen, [(27, 13), (37, 13), (36, 37), (28, 37)])
            _circle(pen, 32, 46, 5.5, WHITE)
        case "news":
            _circle(pen, 27, 37, 9, WHITE)
            _circle(pen, 47, 17, 17, DARK)
            _circle(pen, 47, 17, 14, BADGE)
    return image.resize((SIZE, SIZE), Image.Resampling.LANCZOS)


def _circle(pen: ImageDraw, x: float, y: float, radius: float, colour: str) -> None:
    box = [x - radius, y - radius, x + radius, y + radius]
    pen.ellipse([each * _SCALE for each in box], colour)


def _shape(pen: ImageDraw, points: list[tuple[float, float]]) -> None:
    pen.polygon([(x * _SCALE, y * _SCALE) for x, y in points], WHITE)
