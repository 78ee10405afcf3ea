"""Draws the pictures of markers.md: `python docs/draw_markers.py`. Drawings, no screenshots of the game."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

HERE = Path(__file__).parent

GROUND, CARD, LINE, TEXT, SOFT = "#1f1d2b", "#2a2739", "#474261", "#f2effa", "#a9a2c0"
MARKER, BOOKMARK, PART, CIRCLE = "#ffd21f", "#4aa8ff", "#35506e", "#ff66aa"

SCALE = 2
"""Drawn larger, so that it stays sharp on fine screens."""


class Sheet:
    """A picture in the drawing's own pixels."""

    def __init__(self, width: int, height: int) -> None:
        self._image = Image.new("RGB", (width * SCALE, height * SCALE), GROUND)
        self._pen = ImageDraw.Draw(self._image)

    def box(self, x: float, y: float, width: float, height: float, fill: str, line: str = LINE) -> None:
        """A box with round corners."""
        area = [each * SCALE for each in (x, y, x + width, y + height)]
        self._pen.rounded_rectangle(area, 5 * SCALE, fill, line, SCALE)

    def line(self, x: float, y: float, to_x: float, to_y: float, colour: str, width: float = 1) -> None:
        """A line."""
        self._pen.line([each * SCALE for each in (x, y, to_x, to_y)], colour, round(width * SCALE))

    def circle(self, x: float, y: float, radius: float) -> None:
        """A hit circle."""
        area = [each * SCALE for each in (x - radius, y - radius, x + radius, y + radius)]
        self._pen.ellipse(area, CIRCLE, TEXT, 2 * SCALE)

    def text(self, x: float, y: float, words: str, colour: str = TEXT, size: float = 15) -> float:
        """Words from the left; where they end."""
        font = ImageFont.load_default(size * SCALE)
        self._pen.text((x * SCALE, y * SCALE), words, colour, font, "lm")
        return x + self._pen.textlength(words, font) / SCALE

    def save(self, name: str) -> None:
        """Write it beside the page."""
        self._image.save(HERE / name, optimize=True)


def song_setup() -> None:
    """The song setup with a marker among the tags."""
    sheet = Sheet(640, 250)
    sheet.text(20, 24, "Song setup", size=18)
    fields = (("Artist", "Artist"), ("Title", "Song"), ("Difficulty", "Insane"), ("Source", ""))
    for row, (name, value) in enumerate(fields):
        _field(sheet, 60 + 36 * row, name, value)
    _field(sheet, 60 + 36 * 4, "Tags", "")
    end = sheet.text(142, 204, "electronic instrumental ")
    sheet.text(end, 204, "companion:remap", MARKER)
    sheet.text(132, 235, "the marker: a word among the tags", SOFT, 13)
    sheet.save("markers-setup.png")


def _field(sheet: Sheet, y: float, name: str, value: str) -> None:
    sheet.text(20, y, name, SOFT)
    sheet.box(132, y - 14, 488, 28, CARD)
    sheet.text(142, y, value)


def timeline() -> None:
    """Two bookmarks, and the part between them."""
    sheet = Sheet(640, 150)
    sheet.box(20, 50, 600, 50, CARD)
    sheet.box(200, 51, 240, 48, PART, PART)
    for number in range(16):
        x = 40 + 37 * number
        sheet.line(x, 90, x, 100, SOFT)
        if number % 3 != 2:
            sheet.circle(x, 70, 11)
    for x in (200, 440):
        sheet.line(x, 42, x, 108, BOOKMARK, 3)
    sheet.text(178, 28, "Ctrl+B", BOOKMARK)
    sheet.text(418, 28, "Ctrl+B", BOOKMARK)
    sheet.text(238, 125, "this part is made anew", SOFT, 13)
    sheet.save("markers-bookmarks.png")


def song_select() -> None:
    """What lies in song select afterwards."""
    sheet = Sheet(640, 150)
    sheet.text(20, 24, "F5 in song select", size=18)
    rows = (("Insane", "yours, untouched", SOFT), ("Insane (remap)", "new, without the marker", MARKER))
    for row, (name, note, colour) in enumerate(rows):
        y = 66 + 44 * row
        sheet.box(20, y - 18, 600, 36, CARD)
        sheet.text(36, y, name)
        sheet.text(340, y, note, colour)
    sheet.save("markers-result.png")


if __name__ == "__main__":
    song_setup()
    timeline()
    song_select()
