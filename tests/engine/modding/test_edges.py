"""Starts, repeats and ends."""

from __future__ import annotations

from engine.modding.edges import MOST_REPEATS, rough_spans
from tests.builder import circles, difficulty
from tests.engine.modding.subjects import subject


def test_a_slider_has_an_edge_at_each_turn() -> None:
    """70 px are half a beat of 500 ms."""
    edges = subject(difficulty("100,100,1000,2,0,L|170:100,3,70", *circles(3000))).edges
    assert [(edge.object, edge.part, edge.time) for edge in edges] == [
        (0, "start", 1000),
        (0, "repeat", 1250),
        (0, "repeat", 1500),
        (0, "end", 1750),
        (1, "start", 3000),
    ]


def test_a_spinner_and_a_hold_note_have_two() -> None:
    edges = subject(difficulty("256,192,1000,12,0,2000", "64,192,3000,128,0,3500:0:0:0:0:", mode=3)).edges
    assert [(edge.part, edge.time) for edge in edges] == [
        ("start", 1000),
        ("end", 2000),
        ("start", 3000),
        ("end", 3500),
    ]


def test_absurdly_many_repeats_are_cut_off() -> None:
    edges = subject(difficulty("100,100,1000,2,0,L|170:100,9000,70")).edges
    assert len(edges) == MOST_REPEATS + 1
    assert edges[-1].time == 1000 + 9000 * 250


def test_rough_spans_are_those_of_the_path() -> None:
    one = subject(difficulty("100,100,1000,2,0,B|200:300|300:100,1,210", "100,100,3000,2,0,L|170:100,1,0"))
    rough = rough_spans(one.beatmap, one.timing)
    assert {i: round(span, 3) for i, span in rough.items()} == {
        i: round(each.span, 3) for i, each in one.slider_timings.items()
    }
