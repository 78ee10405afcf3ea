"""What is in force at a time, when several lines say it at once."""

from __future__ import annotations

from engine.osu import Timing, TimingPoint


def green(time: float, beat_length: float, volume: int = 100) -> TimingPoint:
    return TimingPoint(time, beat_length, volume=volume, uninherited=False)


def test_of_two_red_lines_at_one_time_the_first_counts() -> None:
    timing = Timing([TimingPoint(1000, 500, 3), TimingPoint(1000, 400, 4), TimingPoint(5000, 300)])
    assert (timing.red_at(1000).beat_length, timing.red_at(4999).meter) == (500, 3)
    assert timing.bpm_at(5000) == 200


def test_of_two_green_lines_at_one_time_the_last_counts() -> None:
    timing = Timing([TimingPoint(0, 500), green(1000, -50), green(1000, -200)])
    assert timing.slider_velocity_at(1000) == 0.5


def test_a_green_line_overrides_a_red_one_wherever_it_stands() -> None:
    for lines in ([TimingPoint(0, 500), green(0, -50, 30)], [green(0, -50, 30), TimingPoint(0, 500)]):
        timing = Timing(lines)
        assert (timing.slider_velocity_at(0), timing.sample_point_at(0).volume) == (2.0, 30)


def test_a_red_line_sets_the_slider_velocity_back() -> None:
    timing = Timing([TimingPoint(0, 500), green(0, -50), TimingPoint(2000, 500)])
    assert (timing.slider_velocity_at(1999), timing.slider_velocity_at(2000)) == (2.0, 1.0)
