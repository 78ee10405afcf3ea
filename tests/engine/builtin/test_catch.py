"""osu!catch: every fruit can be caught, and dashes and hyperdashes come where the level has them."""

from __future__ import annotations

import itertools

import pytest

from engine.builtin.catcher import Catcher, movements
from engine.modding.grid import divisor_at
from engine.osu import Circle, Slider, Spinner, Timing, end_time, slider_path
from tests.engine.builtin.made import made, stars_of

LEVELS = (1.5, 2.4, 3.4, 4.6, 6.0)


@pytest.mark.parametrize("stars", LEVELS)
def test_the_star_rating_is_met_on_the_grid_and_on_the_playfield(stars: float) -> None:
    beatmap = made("catch", stars)
    timing = Timing(beatmap.timing_points)
    assert beatmap.general.mode == 2
    assert stars_of(beatmap) == pytest.approx(stars, abs=0.4)
    free_from = 0.0
    for each in beatmap.objects:
        end = end_time(each, beatmap, timing)
        assert each.time >= free_from
        assert divisor_at(each.time, timing) is not None
        assert divisor_at(end, timing) is not None
        points = slider_path(each).points if isinstance(each, Slider) else [(each.x, each.y)]
        assert all(0 <= x <= 512 and 0 <= y <= 384 for x, y in points)
        free_from = end + 1


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_a_cup_is_walked_and_a_salad_knows_no_hyperdash(seed: int) -> None:
    assert all(each.walked and not each.hyper for each in movements(made("catch", 1.5, seed)))
    assert not any(each.hyper for each in movements(made("catch", 2.4, seed)))


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_hyperdashes_have_the_time_their_level_asks_for_and_never_lie_inside_a_stream(seed: int) -> None:
    for stars, least in ((3.4, 125), (4.6, 125), (6.0, 62)):
        hypers = [each for each in movements(made("catch", stars, seed)) if each.hyper]
        assert hypers
        assert all(each.end - each.start >= least - 2 and not each.inside for each in hypers)


def test_a_platter_has_no_two_hyperdashes_in_a_row() -> None:
    moves = list(movements(made("catch", 3.4)))
    assert not any(one.hyper and two.hyper for one, two in itertools.pairwise(moves))


@pytest.mark.parametrize("stars", LEVELS)
def test_no_dash_has_to_be_exact_to_the_pixel(stars: float) -> None:
    dashes = [each for each in movements(made("catch", stars)) if not each.hyper and not each.walked]
    assert all(each.distance <= 0.9 * each.reach for each in dashes)


def test_streams_are_slow_enough_for_every_droplet() -> None:
    inside = [each for each in movements(made("catch", 6.0)) if each.inside]
    assert inside
    assert all(each.distance <= 0.55 * (each.end - each.start) + 2 for each in inside)


def test_combos_of_a_cup_hold_eight_fruits_at_most() -> None:
    count = 0
    for each in made("catch", 1.5).objects:
        fruits = 1 + each.slides if isinstance(each, Slider) else isinstance(each, Circle)
        count = fruits if each.new_combo else count + fruits
        assert count <= 8


def test_showers_stand_apart_from_fruits() -> None:
    showers = 0
    for stars, before, after in ((1.5, 250, 250), (3.4, 125, 250), (6.0, 62, 125)):
        beatmap = made("catch", stars, seed=1, long_sounds=True)
        timing = Timing(beatmap.timing_points)
        for one, two in itertools.pairwise(beatmap.objects):
            gap = two.time - end_time(one, beatmap, timing)
            if isinstance(two, Spinner):
                showers += 1
                assert gap >= before
            if isinstance(one, Spinner):
                assert gap >= after
    assert showers


def test_the_catcher_is_as_wide_as_the_game_draws_it() -> None:
    assert Catcher.of(5).half == pytest.approx(53.375, abs=0.05)
    assert Catcher.of(4).half == pytest.approx(60.8475, abs=0.05)
