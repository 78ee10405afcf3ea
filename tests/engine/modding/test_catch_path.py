"""The catcher's way is the game's."""

from __future__ import annotations

import json

from engine.osu import Document
from tests.builder import difficulty
from tests.engine.modding.subjects import subject
from tests.shared import shared


def test_every_hyperdash_of_the_games_own_conversion_and_no_other() -> None:
    """2781126 is a native map of catch, converted without mods."""
    folder = shared("beatmaps", "catch")
    text = (folder / "2781126-expected-conversion.json").read_text(encoding="utf-8-sig")
    objects = [each for mapping in json.loads(text)["Mappings"] for each in mapping["Objects"]]
    content = Document.read(folder / "2781126.osu").to_bytes()
    found = {int(fall.time) for fall in subject(content).falls if fall.hyper}
    expected = {int(each["StartTime"]) for each in objects if each["HyperDash"]}
    assert len(expected) > 100
    assert found == expected


def test_parts_of_a_slider_fall_in_order() -> None:
    """Two beats of 140 px, and back: a droplet on each whole beat between."""
    falls = subject(difficulty("100,192,1000,2,0,L|380:192,2,280", mode=2)).falls
    assert [(fall.part, fall.time, fall.x) for fall in falls] == [
        ("slider start", 1000, 100),
        ("droplet", 1500, 240),
        ("slider repeat", 2000, 380),
        ("droplet", 2500, 240),
        ("slider end", 3000, 100),
    ]


def test_room_is_what_a_dash_leaves() -> None:
    """250 ms less a quarter of a frame, half a plate of 60.9 px at CS 4, and 200 px to go."""
    first, last = subject(difficulty("100,192,1000,1,0", "300,192,1250,1,0", mode=2)).falls
    assert round(first.room) == 107
    assert (first.way, first.gap, first.hyper) == (1, 250, False)
    assert last.way == 0
