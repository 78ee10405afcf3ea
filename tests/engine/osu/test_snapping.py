"""Where times lie on the beat grid."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.osu import DIVISORS, Timing, TimingPoint, distance_to_grid, divisor_of, editor_time, snap

TIMING = Timing([TimingPoint(1000.0, 480.0), TimingPoint(20_000.0, 333.333333333333)])


@given(st.sampled_from(DIVISORS), st.integers(-8, 40), st.integers(0, 15))
def test_every_tick_of_every_divisor_is_on_the_grid(divisor: int, beat: int, part: int) -> None:
    tick = 1000 + 480 * (beat + part % divisor / divisor)
    if tick < 20_000:
        assert abs(distance_to_grid(tick, TIMING, divisor)) < 1e-6
        assert snap(tick + 0.4, TIMING, [divisor]) == pytest.approx(tick)


@pytest.mark.parametrize(
    ("time", "divisor"), [(1480, 1), (1240, 2), (1160, 3), (1120, 4), (1096, 5), (1068, 7), (1030, 16)]
)
def test_the_coarsest_divisor_names_a_tick(time: float, divisor: int) -> None:
    assert divisor_of(time, TIMING) == divisor


def test_off_the_grid_no_divisor_fits() -> None:
    assert divisor_of(1000 + 480 * 0.0303, Timing([TimingPoint(1000.0, 480.0)]), leniency=1.0) is None


def test_a_time_takes_the_red_line_in_force() -> None:
    assert divisor_of(20_333, TIMING) == 1
    assert distance_to_grid(20_330, TIMING, 1) == pytest.approx(-3.33, abs=0.01)


def test_the_editor_cuts_times_off() -> None:
    assert editor_time(1333.99) == 1333
    assert editor_time(1333.99999) == 1334
