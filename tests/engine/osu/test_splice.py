"""A splice replaces a range; everything outside stays, and so does what is in force there."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from engine.osu import Beatmap, Circle, Document, Timing, TimingPoint, kept_until, splice
from engine.osu.state import state_at
from tests.builder import RED, circles, difficulty

GREENS = ["3000,-50,4,1,1,30,0,0", "5000,-200,4,3,2,80,0,1", "7000,-100,4,2,1,60,0,0"]


def test_only_objects_of_the_range_are_replaced() -> None:
    document = Document.from_bytes(difficulty(*circles(1000, 4000, 6000, 9000)))
    result = splice(document, 3500, 6500, Beatmap(objects=[Circle(5000.0, 1, 2), Circle(9500.0, 1, 2)]))
    assert [each.time for each in result.beatmap.objects] == [1000, 5000, 9000]


@given(start=st.integers(500, 9000), length=st.integers(0, 6000), data=st.data())
def test_outside_the_range_the_same_is_in_force(start: int, length: int, data: st.DataObject) -> None:
    end = start + length
    greens = data.draw(
        st.lists(
            st.builds(
                TimingPoint,
                st.integers(0, 10000).map(float),
                st.sampled_from([-50.0, -133.0]),
                volume=st.integers(5, 100),
                uninherited=st.just(False),
            ),
            max_size=5,
        )
    )
    document = Document.from_bytes(difficulty(*circles(1000, 8000), points=[RED, *GREENS]))
    result = splice(document, start, end, Beatmap(timing_points=greens))
    old, new = Timing(document.beatmap.timing_points), Timing(result.beatmap.timing_points)
    for time in [*range(0, start, 250), start - 1, end + 1, *range(end + 1, 12000, 250)]:
        assert state_at(new, time) == state_at(old, time), time
        assert new.red_at(time) == old.red_at(time)
        assert new.kiai_at(time) == old.kiai_at(time)


def test_lines_outside_the_range_keep_their_bytes() -> None:
    before = difficulty(
        "1,2,1000,1,0,0:0:0:0:", "3,4,4000,1,0", "5,6,9000,1,0,  0:0:0:0:", points=[RED, *GREENS]
    )
    result = splice(
        Document.from_bytes(before), 3500, 4500, Beatmap(objects=[Circle(4100.0, 7, 8)])
    ).to_bytes()
    assert result == before.replace(b"3,4,4000,1,0\r\n", b"7,8,4100,1,0,0:0:0:0:\r\n")


def test_a_slider_across_the_border_is_kept_whole() -> None:
    document = Document.from_bytes(difficulty("100,100,3000,2,0,L|300:100,1,280"))
    assert kept_until(document.beatmap, 3500) == 4000
    assert len(splice(document, 3500, 5000, Beatmap()).beatmap.objects) == 1


def test_the_first_line_of_a_map_stays_for_it_counts_before_itself_too() -> None:
    document = Document.from_bytes(difficulty(points=["0,-50,4,2,1,40,0,0"]))
    result = splice(document, 0, 0, Beatmap())
    assert result.to_bytes() == document.to_bytes()
