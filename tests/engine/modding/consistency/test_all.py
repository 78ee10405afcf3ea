"""What holds for every model of consistency, on any map."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.modding import Check, Finding, mod
from engine.modding.consistency.telling import TOLD
from engine.modding.registry import all_checks
from tests.builder import difficulty
from tests.engine.modding.consistency.habits import broken
from tests.engine.modding.subjects import subject

CHECKS = [each for each in all_checks() if each.source == "consistency"]

times = st.integers(-3000, 40_000)
sounds = st.integers(0, 15)


@st.composite
def objects(draw: st.DrawFn) -> str:
    x, y, time, sound = draw(st.integers(0, 512)), draw(st.integers(0, 384)), draw(times), draw(sounds)
    kind = draw(st.sampled_from(["circle", "combo", "slider", "spinner", "hold"]))
    match kind:
        case "slider":
            slides, length = draw(st.integers(1, 4)), draw(st.integers(0, 300))
            return f"{x},{y},{time},2,{sound},L|{512 - x}:{y},{slides},{length}"
        case "spinner":
            return f"{x},{y},{time},8,{sound},{time + draw(st.integers(-5, 3000))}"
        case "hold":
            return f"{x},{y},{time},128,{sound},{time + draw(st.integers(-5, 3000))}:0:0:0:0:"
    return f"{x},{y},{time},{5 if kind == 'combo' else 1},{sound},{draw(st.integers(0, 4))}:0:0:0:"


@st.composite
def points(draw: st.DrawFn) -> str:
    red = draw(st.booleans())
    beat = draw(
        st.sampled_from([0.001, 300, 333.33, 500, 90_000]) if red else st.sampled_from([-100, -50, -1, 0])
    )
    volume, meter, sample_set = draw(st.integers(0, 100)), draw(st.integers(1, 9)), draw(st.integers(0, 3))
    kiai = draw(st.integers(0, 1))
    return f"{draw(times)},{beat},{meter},{sample_set},1,{volume},{int(red)},{kiai}"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(objects(), max_size=60), st.lists(points(), max_size=12), st.integers(0, 3))
def test_any_map_is_judged_with_finite_bits_and_objects_that_exist(
    lines: list[str], lines_of_timing: list[str], mode: int
) -> None:
    judged = subject(difficulty(*lines, points=lines_of_timing, mode=mode))
    for check in CHECKS:
        if judged.mode in check.modes:
            for one in check.find(judged):
                assert one.score is not None
                assert math.isfinite(one.score)
                assert one.score >= TOLD
                assert all(0 <= i < len(judged.objects) for i in one.objects)
                assert one.found
                assert one.expected
                assert one.found != one.expected


@pytest.mark.parametrize("check", CHECKS, ids=lambda each: each.id)
def test_a_map_without_objects_or_lines_passes(check: Check) -> None:
    assert list(check.find(subject(difficulty(points=())))) == []
    assert list(check.find(subject(difficulty("256,192,1000,1,0", points=())))) == []


@settings(max_examples=5, deadline=None)
@given(st.integers(1, 40), st.integers(0, 191), st.booleans())
def test_shifting_a_map_by_whole_measures_changes_nothing(measures: int, index: int, combo: bool) -> None:
    """A measure of four beats of 500 ms is 2000 ms."""
    lines = broken(index, sound=10, new_combo=combo, x=400)
    assert _told(_shifted(lines, measures * 2000), measures * 2000) == _told(lines, 0)


def _shifted(lines: Sequence[str], by: int) -> list[str]:
    parts = [each.split(",", 3) for each in lines]
    return [",".join([x, y, str(int(time) + by), rest]) for x, y, time, rest in parts]


def _told(lines: Sequence[str], shift: int) -> list[tuple[str, Finding]]:
    judged = subject(difficulty(*lines, points=(f"{1000 + shift},500,4,2,1,60,1,0",)))
    found = [(check.id, one) for check in CHECKS if judged.mode in check.modes for one in check.find(judged)]
    return [(name, one if one.time is None else _earlier(one, shift)) for name, one in found]


def _earlier(one: Finding, by: int) -> Finding:
    assert one.time is not None
    return replace(one, time=one.time - by)


def test_the_same_map_gets_the_same_report() -> None:
    content = difficulty(*broken(83, x=400, sound=2))
    assert mod(subject(content), CHECKS) == mod(subject(content), CHECKS)


def test_names_of_suggestions_do_not_change_with_their_bits() -> None:
    """A longer map is surer of itself, and means the same note."""
    short, long = (
        mod(subject(difficulty(*broken(83, x=400)[:length])), CHECKS).suggestions for length in (120, 192)
    )
    assert {each.id for each in short} == {each.id for each in long}
    assert {each.score for each in short} != {each.score for each in long}
