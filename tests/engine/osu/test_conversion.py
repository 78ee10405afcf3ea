"""Decoded objects play as the game plays them, in every mode (its own conversion tests)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from engine.osu import (
    Beatmap,
    Document,
    HitObject,
    Slider,
    Timing,
    catch_objects,
    column,
    end_time,
    nested_objects,
    stack_heights,
    stack_offset,
    taiko_object,
)
from tests.shared import shared

PX, MS = 0.01, 1.0

OSU = (
    "1124896",
    "2593923",
    "801165",
    "basic",
    "colinear-perfect-curve",
    "nan-slider",
    "slider-paths-edge-case",
    "slider-ticks",
    "uneven-repeat-slider",
)

CATCH = {
    "2781126": 1.0,
    "3524302": 0.5,
    "3689906": 0.5,
    "3949367": 0.5,
    "basic-hyperdash": 1.0,
    "high-speed-multiplier-precision": 1.0,
    "slider": 1.0,
    "spinner": 1.0,
}
"""Native files and what the mod they were played with does to the circle size (Easy: 0.5)."""

MANIA = ["1K", "2K", "3K", "5K", "6K", "7K", "8K", "10K", "11K", "14K", "16K", "17K", "mania-samples"]


class Value(NamedTuple):
    """What is compared of one object or part: times in ms, places in px, everything else as it is."""

    times: tuple[float, ...]
    places: tuple[float, ...] = ()
    facts: tuple[object, ...] = ()


def expected(mode: str, name: str) -> tuple[Beatmap, list[tuple[HitObject, list[dict[str, Any]]]]]:
    """A map, and for each of its objects what the game makes of it."""
    path: Path = shared("beatmaps", mode) / f"{name}.osu"
    beatmap = Document.read(path).beatmap
    text = path.with_name(f"{name}-expected-conversion.json").read_text(encoding="utf-8")
    mappings = json.loads(text)["Mappings"]
    assert [each.time for each in beatmap.objects] == [each["StartTime"] for each in mappings]
    return beatmap, [(o, m["Objects"]) for o, m in zip(beatmap.objects, mappings, strict=True)]


def assert_same(pairs: list[tuple[Value, Value]]) -> None:
    """Every value within 0.01 px and 1 ms; prints how many and the worst."""
    worst_ms = worst_px = 0.0
    count = 0
    for ours, theirs in pairs:
        assert ours.facts == theirs.facts, (ours, theirs)
        late = max(abs(a - b) for a, b in zip(ours.times, theirs.times, strict=True))
        off = max((abs(a - b) for a, b in zip(ours.places, theirs.places, strict=True)), default=0.0)
        assert late < MS, (ours, theirs)
        assert off < PX, (ours, theirs)
        worst_ms, worst_px = max(worst_ms, late), max(worst_px, off)
        count += sum(map(len, ours))
    print(f"{count} values, worst {worst_px:.5f} px, {worst_ms:g} ms")


@pytest.mark.parametrize("name", OSU)
def test_osu_parts_ends_and_stacks(name: str) -> None:
    beatmap, objects = expected("osu", name)
    timing = Timing(beatmap.timing_points)
    pairs: list[tuple[Value, Value]] = []
    for (each, theirs), height in zip(objects, stack_heights(beatmap), strict=True):
        shift = stack_offset(beatmap.difficulty.circle_size, height)
        if isinstance(each, Slider):
            parts = [part for part in nested_objects(each, beatmap, timing) if part.kind != "tail"]
            ours = [Value((part.time, part.time), (part.x + shift, part.y + shift)) for part in parts]
        else:
            end = end_time(each, beatmap, timing)
            ours = [Value((each.time, end), (each.x + shift, each.y + shift))]
        values = [Value((o["StartTime"], o["EndTime"]), (o["X"], o["Y"])) for o in theirs]
        pairs += zip(sorted(ours), sorted(values), strict=True)
    assert_same(pairs)


@pytest.mark.parametrize("name", CATCH)
def test_catch_fruits_droplets_bananas_and_hyperdashes(name: str) -> None:
    beatmap, objects = expected("catch", name)
    beatmap.difficulty.circle_size *= CATCH[name]
    ours = catch_objects(beatmap)
    theirs = [each for _, values in objects for each in values]
    assert_same(
        [
            (
                Value((a.time,), (a.x,), (a.hyperdash,)),
                Value((b["StartTime"],), (b["Position"],), (b["HyperDash"],)),
            )
            for a, b in zip(ours, theirs, strict=True)
        ]
    )


def test_taiko_notes_have_the_colour_and_size_of_their_sounds() -> None:
    beatmap, objects = expected("taiko", "sample-to-type-conversions")
    timing = Timing(beatmap.timing_points)
    pairs = []
    for each, (theirs,) in objects:
        ours = taiko_object(each)
        facts = (ours.rim, ours.centre, ours.drumroll, ours.swell, ours.strong)
        keys = ("IsRim", "IsCentre", "IsDrumRoll", "IsSwell", "IsStrong")
        times = (each.time, end_time(each, beatmap, timing))
        pairs.append(
            (
                Value(times, (), facts),
                Value((theirs["StartTime"], theirs["EndTime"]), (), tuple(theirs[key] for key in keys)),
            )
        )
    assert_same(pairs)


@pytest.mark.parametrize("name", MANIA)
def test_mania_columns_and_holds(name: str) -> None:
    beatmap, objects = expected("mania", name)
    keys = int(beatmap.difficulty.circle_size)
    assert_same(
        [
            (
                Value((each.time, end_time(each, beatmap)), (), (column(each.x, keys),)),
                Value((theirs["StartTime"], theirs["EndTime"]), (), (theirs["Column"],)),
            )
            for each, (theirs,) in objects
        ]
    )
