"""The icon tells what is going on without its colour, too."""

from __future__ import annotations

import itertools
from typing import get_args

import pytest
from PIL import Image, ImageChops, ImageStat

from companion.telling import Status
from companion.telling.icon import draw

STATUSES: tuple[Status, ...] = get_args(Status)


def on_panel(status: Status, size: int, ground: str) -> Image.Image:
    """The icon in grey, as a panel of this colour shows it."""
    icon = draw(status).resize((size, size), Image.Resampling.LANCZOS)
    panel = Image.new("RGBA", icon.size, ground)
    panel.alpha_composite(icon)
    return panel.convert("L")


@pytest.mark.parametrize("ground", ["#f2f2f2", "#202024"])
@pytest.mark.parametrize("pair", list(itertools.combinations(STATUSES, 2)))
def test_any_two_states_differ_in_shape_at_16_px(pair: tuple[Status, Status], ground: str) -> None:
    one, other = (on_panel(status, 16, ground) for status in pair)
    difference = ImageChops.difference(one, other)
    clearly = sum(count for level, count in enumerate(difference.histogram()) if level > 48)
    assert clearly >= 16, f"{clearly} of 256 px differ clearly"


@pytest.mark.parametrize("ground", ["#f2f2f2", "#202024"])
@pytest.mark.parametrize("status", STATUSES)
def test_it_stands_out_from_light_and_dark_panels(status: Status, ground: str) -> None:
    shown = on_panel(status, 22, ground)
    assert ImageStat.Stat(ImageChops.difference(shown, Image.new("L", shown.size, ground))).mean[0] > 40
