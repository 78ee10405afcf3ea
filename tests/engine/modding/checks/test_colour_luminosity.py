from __future__ import annotations

from engine.modding.checks.colour_luminosity import CHECK
from tests.builder import RED, circles, difficulty
from tests.engine.modding.subjects import found

GREY = "Combo2 : 128,128,128"


def test_black_is_a_problem_and_dark_grey_a_warning() -> None:
    (one, two) = found(CHECK, difficulty(colours=("Combo1 : 10,10,10", "Combo2 : 40,40,40")))
    assert (one.severity, two.severity) == ("problem", "warning")


def test_a_slider_border_counts_too() -> None:
    (one,) = found(CHECK, difficulty(colours=(GREY, "SliderBorder : 0,0,0")))
    assert one.key == "The slider border"


def test_white_glares_in_kiai_only() -> None:
    """The first combo has the second colour, as in the game."""
    colours = ("Combo1 : 128,128,128", "Combo2 : 255,255,255")
    kiai = (RED, "1500,-100,4,2,1,60,0,1")
    objects = circles(1000, 2000)
    assert found(CHECK, difficulty(*objects, colours=colours)) == []
    (one,) = found(CHECK, difficulty(*objects, colours=colours, points=kiai))
    assert (one.key, one.objects) == ("bright 1", (1,))


def test_grey_passes() -> None:
    assert found(CHECK, difficulty(colours=("Combo1 : 128,128,128", GREY))) == []
