"""What the browser draws and plays is decided by the game's rules here."""

from __future__ import annotations

from typing import Any

import pytest

from companion.page.preview import preview
from engine.osu import Document
from tests.builder import difficulty
from tests.companion.page.client import Client
from tests.shared import shared

GREEN = "2000,-50,4,1,0,80,0,1"


def shown(
    *objects: str, points: tuple[str, ...] = ("1000,500,4,2,1,60,1,0",), mode: int = 0
) -> dict[str, Any]:
    return preview(Document.from_bytes(difficulty(*objects, points=points, mode=mode)).beatmap)


def test_circles_at_one_place_are_stacked_and_numbered() -> None:
    first, second, other = shown(
        "100,100,1000,5,0,0:0:0:0:", "100,100,1100,1,0,0:0:0:0:", "300,100,1300,5,0,0:0:0:0:"
    )["objects"]
    assert first["x"] < second["x"] == 100
    assert [each["number"] for each in (first, second, other)] == [1, 2, 1]
    assert [each["colour"] for each in (first, second, other)] == [0, 0, 1]


def test_a_slider_has_its_path_and_its_ticks_and_ends_when_it_ends() -> None:
    (slider,) = shown("100,100,1000,2,0,L|400:100,2,280")["objects"]
    assert slider["path"] == [[100, 100], [380, 100]]
    assert (slider["slides"], slider["end"]) == (2, 3000)
    assert [tick[0] for tick in slider["ticks"]] == [1500, 2500]
    assert slider["ticks"][0][1:] == [240, 100]


def test_a_double_new_combo_skips_a_colour() -> None:
    objects = shown("100,100,1000,5,0,0:0:0:0:", "300,100,1500,21,0,0:0:0:0:")["objects"]
    assert [each["colour"] for each in objects] == [0, 2]


def test_sounds_take_set_and_volume_from_object_then_line_then_map() -> None:
    sounds = shown(
        "100,100,1000,1,2,0:0:0:0:",
        "100,300,2000,1,8,0:0:0:0:",
        "300,100,3000,1,4,3:0:0:25:",
        points=("1000,500,4,0,0,60,1,0", GREEN),
    )["sounds"]
    assert sounds == [(1000, 2, 2, 2, 60), (2000, 1, 1, 8, 80), (3000, 3, 3, 4, 25)]


def test_each_end_of_a_slider_has_its_own_sound() -> None:
    sounds = shown("100,100,1000,2,0,L|240:100,2,140,2|0|8,1:2|0:0|3:3,0:0:0:0:")["sounds"]
    assert sounds == [(1000, 1, 2, 2, 60), (1500, 2, 2, 0, 60), (2000, 3, 3, 8, 60)]


def test_kiai_without_an_end_stays_open() -> None:
    assert shown("100,100,1000,1,0,0:0:0:0:", points=("1000,500,4,2,1,60,1,0", GREEN))["kiai"] == [
        [2000, None]
    ]


def test_catch_sees_fruits_droplets_and_bananas() -> None:
    fruits = shown("100,100,1000,2,0,L|400:100,1,280", "256,192,3000,12,0,3200", mode=2)["fruits"]
    kinds = [fruit[0] for fruit in fruits]
    assert kinds[0] == "fruit"
    assert (kinds.count("fruit"), kinds.count("droplet"), kinds.count("banana")) == (2, 1, 3)
    assert "tiny_droplet" in kinds


def test_a_mania_note_has_its_column() -> None:
    notes = shown("64,192,1000,1,0,0:0:0:0:", "448,192,1000,128,0,2000:0:0:0:0:", mode=3)["objects"]
    assert [(each["column"], each["end"]) for each in notes] == [(0, 1000), (3, 2000)]


@pytest.mark.parametrize("folder", ["osu", "taiko", "catch", "mania", "sets"])
def test_every_real_difficulty_can_be_shown(client: Client, folder: str) -> None:
    mapset = client.songs / "set"
    mapset.mkdir()
    count = 0
    for path in sorted(shared("beatmaps", folder).glob("*.osu")):
        (mapset / path.name).write_bytes(path.read_bytes())
        count += 1
    versions = client.get("api/preview/versions", params={"mapset": "set"}).json()
    assert len(versions) == count
    for version in versions:
        answer = client.get(f"api/preview/difficulty?{version['query']}")
        assert answer.status_code == 200, version
        assert len(answer.json()["objects"]) == len(Document.read(mapset / version["file"]).beatmap.objects)


def test_the_song_is_served_in_parts_so_that_a_player_can_seek(client: Client) -> None:
    mapset = client.songs / "set"
    mapset.mkdir()
    (mapset / "song.wav").write_bytes(bytes(range(100)))
    (mapset / "map.osu").write_bytes(difficulty())
    where = {"mapset": "set", "file": "map.osu"}
    assert client.get("api/preview/song", params=where).content == bytes(range(100))
    part = client.get("api/preview/song", params=where, headers={"Range": "bytes=10-19"})
    assert (part.status_code, part.content) == (206, bytes(range(10, 20)))
