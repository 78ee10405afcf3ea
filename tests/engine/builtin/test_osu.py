"""osu!: nothing off the playfield, low difficulties easy to read, kiai where the song lifts."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest

from engine.osu import (
    Beatmap,
    Slider,
    Spinner,
    Timing,
    circle_radius,
    end_position,
    end_time,
    slider_duration,
    slider_path,
)
from tests.engine.builtin.made import BEAT, made, stars_of

LEVELS = (1.6, 2.4, 3.4, 4.6, 6.0)


@pytest.mark.parametrize("stars", LEVELS)
def test_the_wish_is_met_and_no_slider_body_leaves_the_playfield(stars: float) -> None:
    beatmap = made("osu", stars)
    assert stars_of(beatmap) == pytest.approx(stars, abs=0.3)
    for each in beatmap.objects:
        points = slider_path(each).points if isinstance(each, Slider) else [(each.x, each.y)]
        assert all(0 <= x <= 512 and 0 <= y <= 384 for x, y in points)


@pytest.mark.parametrize("seed", [0, 1])
@pytest.mark.parametrize("stars", [1.6, 2.4])
def test_in_low_difficulties_slow_objects_do_not_overlap_and_equal_times_have_equal_distances(
    stars: float, seed: int
) -> None:
    beatmap = made("osu", stars, seed)
    timing = Timing(beatmap.timing_points)
    radius = circle_radius(beatmap.difficulty.circle_size)
    speeds = []
    for one, two in pairwise(beatmap.objects):
        if isinstance(one, Spinner) or isinstance(two, Spinner):
            continue
        gap = two.time - end_time(one, beatmap, timing)
        distance = math.dist(end_position(one), (two.x, two.y))
        if gap > 250:
            assert distance >= 2 * radius - 5
        if gap <= 600:
            speeds.append(distance / gap)
    assert max(speeds) - min(speeds) < 0.1 * max(speeds)


@pytest.mark.parametrize(("stars", "longest"), [(1.6, 125), (2.4, 125), (3.4, 100)])
def test_slider_spans_can_be_followed(stars: float, longest: float) -> None:
    beatmap = made("osu", stars)
    spans = [
        slider_duration(each, beatmap) / each.slides for each in beatmap.objects if isinstance(each, Slider)
    ]
    assert spans
    assert min(spans) >= longest - 1


@pytest.mark.parametrize("stars", LEVELS)
def test_a_good_part_of_the_objects_are_sliders(stars: float) -> None:
    for seed in (0, 1):
        objects = made("osu", stars, seed).objects
        assert 0.25 < sum(isinstance(each, Slider) for each in objects) / len(objects) < 0.8


def _steps(beatmap: Beatmap, beats: float) -> list[tuple[int, float]]:
    """Numbers of the objects so many beats behind the end of the one before, and the px between them."""
    timing = Timing(beatmap.timing_points)
    return [
        (number, math.dist(end_position(one), (two.x, two.y)))
        for number, (one, two) in enumerate(pairwise(beatmap.objects), 1)
        if abs((two.time - end_time(one, beatmap, timing)) / BEAT - beats) < 0.05
        and not isinstance(two, Spinner)
    ]


def _bursts(beatmap: Beatmap) -> list[list[float]]:
    """The px between the objects of each run of quarters."""
    steps = _steps(beatmap, 0.25)
    starts = [i for i, (number, _) in enumerate(steps) if not i or steps[i - 1][0] != number - 1]
    return [[px for _, px in steps[a:b]] for a, b in pairwise([*starts, len(steps)])]


def test_some_short_bursts_lie_on_one_place_and_no_stream_does() -> None:
    bursts = [burst for seed in (0, 1, 2) for burst in _bursts(made("osu", 5.5, seed))]
    short = [burst for burst in bursts if len(burst) <= 3]
    stacked = [burst for burst in short if max(burst) < 1]
    assert 0.1 < len(stacked) / len(short) < 0.6
    assert all(min(burst) > 20 for burst in bursts if len(burst) > 3)
    assert all(min(burst) > 10 for burst in short if burst not in stacked)


def test_spacing_varies_as_much_as_in_ranked_maps() -> None:
    px = sorted(px for _, px in _steps(made("osu", 4.6), 0.5))
    tenth, middle, most = (px[round(share * (len(px) - 1))] for share in (0.1, 0.5, 0.9))
    assert 0.5 < tenth / middle < 0.8
    assert 1.25 < most / middle < 1.8


@pytest.mark.parametrize("stars", [4.6, 6.0])
def test_a_burst_seldom_begins_on_a_slider_that_ends_just_before_it(stars: float) -> None:
    for seed in (0, 1):
        beatmap = made("osu", stars, seed)
        sliders = [number for number, each in enumerate(beatmap.objects) if isinstance(each, Slider)]
        close = {number - 1 for number, _ in _steps(beatmap, 0.25)}
        assert len(close & set(sliders)) < 0.2 * len(sliders)


def test_some_sliders_go_on_over_a_weak_moment() -> None:
    beatmap = made("osu", 3.4)
    beats = [slider_duration(each, beatmap) / BEAT for each in beatmap.objects if isinstance(each, Slider)]
    assert 0.2 < sum(abs(each - 1) < 0.05 for each in beats) / len(beats) < 0.7


def test_rhythm_grows_with_the_level() -> None:
    closest = []
    for stars in LEVELS[:4]:
        beatmap = made("osu", stars)
        closest.append(min(two.time - one.time for one, two in pairwise(beatmap.objects)) / BEAT)
    assert closest[0] > 0.99
    assert closest[1] > 0.49
    assert closest[2] > 0.24
    assert closest == sorted(closest, reverse=True)


@pytest.mark.parametrize("stars", [4.5, 5.5, 7.0])
def test_combos_of_hard_difficulties_are_as_short_as_ranked_ones(stars: float) -> None:
    starts = [number for number, each in enumerate(made("osu", stars).objects) if each.new_combo]
    lengths = sorted(two - one for one, two in pairwise(starts))
    assert 3 <= lengths[len(lengths) // 2] <= 6
    assert lengths[-1] <= 10


def test_kiai_is_set_where_the_song_is_loudest() -> None:
    beatmap = made("osu", 4.6)
    timing = Timing(beatmap.timing_points)
    length = beatmap.objects[-1].time
    share = sum(timing.kiai_at(time) for time in range(0, int(length), 100)) / (length / 100)
    assert 0.1 < share < 0.5
    assert beatmap.general.preview_time >= 0
    assert timing.kiai_at(beatmap.general.preview_time)


def test_spinners_last_long_enough_and_leave_time_behind_them() -> None:
    spinners = 0
    for stars, length, recovery in ((1.6, 1000, 1000), (2.4, 750, 500), (3.4, 500, 250)):
        for one, two in pairwise(made("osu", stars, seed=1, long_sounds=True).objects):
            if isinstance(one, Spinner):
                spinners += 1
                assert one.end_time - one.time >= length
                assert two.time - one.end_time >= recovery
    assert spinners
