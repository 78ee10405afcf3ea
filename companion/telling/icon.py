"""The tray icon, drawn: a hit circle in the colour of what is going on."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

COLOURS = {"idle": "#ff66aa", "busy": "#66ccff", "paused": "#9a9aa5", "error": "#ff5544"}

SIZE = 64
"""px; panels scale it down."""


def draw(status: str) -> Image:
    """The icon for idle, busy, paused or error, on a clear ground; readable on light and dark panels."""
    from PIL import Image, ImageDraw  # only needed where there is a tray

    scale = 4
    image = Image.new("RGBA", (SIZE * scale, SIZE * scale))
    pen = ImageDraw.Draw(image)

    def circle(radius: float, colour: str) -> None:
        middle = SIZE * scale / 2
        pen.ellipse(
            [
                middle - radius * scale,
                middle - radius * scale,
                middle + radius * scale,
                middle + radius * scale,
            ],
            colour,
        )

    circle(31, "#ffffff")
    circle(27, COLOURS[status])
    circle(12, "#ffffff")
    if status in ("paused", "error"):
        circle(8, COLOURS[status])
    return image.resize((SIZE, SIZE), Image.Resampling.LANCZOS)
