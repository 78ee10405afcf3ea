from __future__ import annotations

from engine.checkpoint.postprocess.lines import Lines
from engine.osu import TimingPoint


def lines() -> Lines:
    return Lines([TimingPoint(1000, 400, 4, sample_set=2, volume=50)])


def said(made: Lines) -> list[tuple[float, float, int, bool]]:
    return [(p.time, p.beat_length, p.volume, p.uninherited) for p in made.finished()]


def test_a_volume_holds_from_its_time_on() -> None:
    made = lines()
    made.set_volume(2000, 70)
    made.set_volume(1500, 60)
    assert said(made) == [(1000, 400, 50, True), (1500, -100, 60, False), (2000, -100, 60, False)]


def test_a_volume_on_a_red_line_is_said_by_it() -> None:
    made = lines()
    made.set_volume(1001, 30)
    assert said(made) == [(1000, 400, 30, True)]


def test_a_velocity_on_a_red_line_gets_a_green_one_beside_it() -> None:
    made = lines()
    made.set_speed(1000, 0.5)
    assert said(made) == [(1000, 400, 50, True), (1000, -200, 50, False)]
    assert made.speed_at(1500) == -100 / (-200 + 1e-10)


def test_a_velocity_that_is_in_force_gets_no_line() -> None:
    made = lines()
    made.set_speed(1500, 0.8)
    made.set_speed(1700, 0.8)
    assert [point[0] for point in said(made)] == [1000, 1500]


def test_an_object_before_the_first_red_line_moves_it_back_by_whole_measures() -> None:
    made = lines()
    made.set_volume(900, 40)
    assert said(made) == [(-600, 400, 50, True), (900, -100, 40, False)]


def test_kiai_is_on_until_it_is_off() -> None:
    made = lines()
    made.set_kiai(2000, kiai=True)
    made.set_kiai(3000, kiai=False)
    made.set_volume(2500, 80)
    assert [(p.time, p.kiai) for p in made.finished()] == [
        (1000, False),
        (2000, True),
        (2500, True),
        (3000, False),
    ]


def test_a_relative_scroll_speed_is_kept_up_over_a_change_of_tempo() -> None:
    made = Lines([TimingPoint(0, 500), TimingPoint(1000, 250)])
    made.set_relative_speed(200, 1.0, 500)
    assert [round(made.speed_at(time), 6) for time in (300, 1100)] == [1.0, 0.5]


def test_without_red_lines_120_bpm_are_taken() -> None:
    assert said(Lines([])) == [(0, 500, 100, True)]
