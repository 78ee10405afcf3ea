from __future__ import annotations

from collections.abc import Callable, Container, Iterator
from pathlib import Path
from typing import Any

import pytest

from engine.checkpoint.events import Event, Events, Kind
from engine.checkpoint.parsing import beat_events, kiai_events, object_events, speed_events
from engine.checkpoint.parsing.objects import last_beat
from engine.checkpoint.preset import Preset
from engine.osu import Beatmap, Document, Hold
from tests.engine.checkpoint.golden import checkpoint, document
from tests.shared import shared

HEAD = "osu file format v14\n\n[General]\nMode: {mode}\n\n[Difficulty]\nCircleSize:4\nSliderMultiplier:1\n"
LINES = "\n[TimingPoints]\n1000,500,4,2,0,60,1,0\n3000,-50,4,1,0,40,0,1\n\n[HitObjects]\n"


def read(objects: str, mode: int = 0) -> Beatmap:
    return Document.from_bytes((HEAD.format(mode=mode) + LINES + objects).encode()).beatmap


def said(events: Events) -> list[str]:
    return [
        f"{event.kind}{event.value}@{time}" for event, time in zip(events.events, events.times, strict=True)
    ]


def test_a_circle_is_said_with_its_time_first_and_its_type_last() -> None:
    preset = checkpoint("v32").preset
    assert said(object_events(read("256,192,1250,5,2,0:3:0:0:\n"), preset)) == [
        "t1250@1250",
        "snap2@1250",
        "pos478@1250",
        "pos_refine0@1250",
        "new_combo0@1250",
        "hitsound57@1250",
        "volume60@1250",
        "circle0@1250",
    ]


def test_where_types_come_first_a_group_starts_with_its_type() -> None:
    preset = checkpoint("v31").preset
    assert said(object_events(read("100,200,1000,1,0\n"), preset)) == [
        "circle0@1000",
        "t1000@1000",
        "snap1@1000",
        "dist156@1000",
        "pos_x25@1000",
        "pos_y50@1000",
        "hitsound32@1000",
        "volume60@1000",
    ]


def test_a_long_spinner_is_marked_on_its_way() -> None:
    preset = checkpoint("v32").preset
    kinds = [event.kind for event in object_events(read("256,192,1000,8,0,18000\n"), preset).events]
    assert kinds.count(Kind.SPINNER_SUSTAIN) == 2
    assert kinds[-1] is Kind.SPINNER_END


def test_a_slider_says_head_anchors_turn_and_end() -> None:
    preset = checkpoint("v31").preset
    events = object_events(read("0,0,1000,2,0,B|50:0|50:0|100:0,2,100\n"), preset).events
    kinds = [event.kind for event in events if event.kind in {*TYPES}]
    assert kinds == TYPES
    assert [event.value for event in events if event.kind is Kind.TIME] == [1000, 1500, 2000]


TYPES = [Kind.SLIDER_HEAD, Kind.RED_ANCHOR, Kind.LAST_ANCHOR, Kind.SLIDER_END]


def test_columns_are_said_in_mania() -> None:
    preset = checkpoint("v32").preset
    events = object_events(read("448,192,1000,128,0,1500:0:0:0:0:\n", mode=3), preset).events
    assert [event for event in events if event.kind is Kind.COLUMN] == [Event(Kind.COLUMN, 3)] * 2


def test_beats_stop_before_the_next_red_line() -> None:
    preset = checkpoint("v32").preset
    points = read("").timing_points[:1]
    assert said(beat_events(points, preset, 2600)) == [
        "t1000@1000",
        "timing_point0@1000",
        "t1500@1500",
        "beat0@1500",
        "t2000@2000",
        "beat0@2000",
        "t2500@2500",
        "beat0@2500",
    ]


def test_kiai_is_said_when_it_changes() -> None:
    preset = checkpoint("v31").preset
    assert said(kiai_events(read("").timing_points, preset)) == ["kiai1@3000", "t3000@3000", "snap1@3000"]


POSITIONS = {Kind.X, Kind.Y, Kind.POSITION, Kind.POSITION_REFINEMENT}


def maps() -> dict[str, Path]:
    """The maps that the golden events were read from, by name."""
    found = [*shared("beatmaps").rglob("*.osu"), *shared("golden").glob("*.osu")]
    return {path.stem: path for path in found}


def contexts(beatmap: Beatmap, preset: Preset, names: Container[str]) -> Iterator[tuple[str, Events]]:
    points = beatmap.timing_points
    ways: dict[str, Callable[[], Events]] = {
        "map": lambda: object_events(beatmap, preset),
        "timing": lambda: beat_events(points, preset, last_beat(beatmap)),
        "kiai": lambda: kiai_events(points, preset),
        "sv": lambda: speed_events(beatmap, preset),
    }
    for name, way in ways.items():
        if name in names:
            yield name, way()


@pytest.mark.parametrize("preset", ["v29", "v30", "v31", "v32"])
def test_real_maps_become_the_published_events(preset: str) -> None:
    """But for slider ends on the very edge of a cell: there the last bit of the machine's arctan decides."""
    files, compared, on_edges = maps(), 0, 0
    paths = sorted(shared("golden", "parse", preset).glob("*.json"))
    for path in paths:
        golden: dict[str, Any] = document("parse", preset, path.name)
        beatmap = Document.read(files[path.stem]).beatmap
        # the published parser cannot read hold notes: its golden events have none
        beatmap.objects = [thing for thing in beatmap.objects if not isinstance(thing, Hold)]
        for context, events in contexts(beatmap, checkpoint(preset).preset, golden):
            wanted = [Event(Kind(kind), value) for kind, value in golden[context]["events"]]
            apart = [pair for pair in zip(events.events, wanted, strict=True) if pair[0] != pair[1]]
            assert all(mine.kind is theirs.kind in POSITIONS for mine, theirs in apart), (path.stem, apart)
            assert events.times == golden[context]["times"], (path.stem, context)
            compared += len(wanted)
            on_edges += len(apart)
    print(f"{preset}: {compared} events of {len(paths)} maps equal, {on_edges} on the edge of two cells")
    assert on_edges < compared / 10_000
