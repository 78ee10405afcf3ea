"""Other red lines leave what is heard and how fast sliders are; objects move with them only when asked."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from engine.osu import Document, Hold, Spinner, Timing, TimingPoint, apply_timing
from engine.osu.state import state_at
from tests.builder import RED, circles, difficulty

GREENS = ["3000,-50,4,1,1,30,0,1", "5000,-200,4,3,2,80,0,0"]

TWICE_AS_FAST = [TimingPoint(400, 250)]
"""The difficulties here begin at 1000 ms with 500 ms a beat: 2.4 of these beats later, which counts as 2."""


def opened(*objects: str, points: tuple[str, ...] = (RED, *GREENS), mode: int = 0) -> Document:
    return Document.from_bytes(
        difficulty(*objects, points=points, editor="Bookmarks: 2000,4000", breaks=("2,6000,9000",), mode=mode)
    )


def reds(document: Document) -> list[tuple[float, float, int]]:
    return [(red.time, red.beat_length, red.meter) for red in Timing(document.beatmap.timing_points).red]


def test_the_lines_it_has_already_change_no_byte() -> None:
    before = opened(*circles(1000, 2000))
    assert apply_timing(before, [TimingPoint(1000, 500, 4, 2, 1, 60)]).to_bytes() == before.to_bytes()


def test_only_lines_change_where_objects_stay() -> None:
    before = opened(*circles(1000, 2000))
    after = apply_timing(before, TWICE_AS_FAST)
    assert reds(after) == [(400, 250, 4)]
    for section in ("General", "Editor", "Metadata", "Events", "HitObjects"):
        assert after.section_lines(section) == before.section_lines(section)


LINES = st.builds(
    TimingPoint,
    st.integers(0, 12).map(lambda number: 700.0 * number),
    st.sampled_from([250.0, 333.33, 500.0]),
    st.integers(2, 5),
)


@given(
    st.lists(LINES, min_size=1, max_size=4, unique_by=lambda line: line.time),
    st.lists(
        st.sampled_from(["0,400,4,1,1,20,1,1", "4200,600,3,3,0,70,1,0", *GREENS]), max_size=4, unique=True
    ),
)
def test_velocity_volume_samples_and_kiai_stay_in_force(lines: list[TimingPoint], points: list[str]) -> None:
    before = opened(points=(RED, *points))
    after = apply_timing(before, sorted(lines, key=lambda line: line.time))
    assert reds(after) == sorted((line.time, line.beat_length, line.meter) for line in lines)
    old, new = Timing(before.beatmap.timing_points), Timing(after.beatmap.timing_points)
    for time in range(1000, 10_000, 100):
        assert state_at(new, time) == state_at(old, time), time


def test_whatever_has_a_time_keeps_its_beat_when_objects_move() -> None:
    before = opened(
        *circles(1000, 1250, 2000), "256,192,3000,12,0,3500", "64,192,4000,128,0,4500:0:0:0:0:", mode=3
    )
    after = apply_timing(before, TWICE_AS_FAST, move_objects=True).beatmap
    assert [each.time for each in after.objects] == [900, 1025, 1400, 1900, 2400]
    assert [each.end_time for each in after.objects if isinstance(each, Spinner | Hold)] == [2150, 2650]
    assert [(each.start, each.end) for each in after.breaks] == [(3400, 4900)]
    assert after.bookmarks == [1400, 2400]
    assert after.general.preview_time == 2900
    greens = [(point.time, point.beat_length) for point in after.timing_points if not point.uninherited]
    assert {(1900, -50), (2900, -200)} <= set(greens)


def test_a_beat_is_kept_over_changes_of_tempo() -> None:
    before = opened(*circles(1000, 2000, 3000, 4000), points=(RED, "3000,1000,4,2,1,60,1,0"))
    lines = [TimingPoint(1000, 300), TimingPoint(1900, 500)]
    after = apply_timing(before, lines, move_objects=True).beatmap
    assert [each.time for each in after.objects] == [1000, 1600, 2400, 2900]
