"""What a map sounds like."""

from __future__ import annotations

from engine.modding.sounds import Sound, is_sample, sample_name, stem
from tests.builder import RED, difficulty
from tests.engine.modding.subjects import subject

DRUMS = "3000,-100,4,3,2,40,0,0"


def sounds(*objects: str, points: tuple[str, ...] = (RED,), mode: int = 0) -> list[Sound]:
    return subject(difficulty(*objects, points=points, mode=mode)).sounds


def test_sets_volume_and_number_come_from_the_line_in_force() -> None:
    first, second = sounds("100,100,1000,1,8", "100,100,3000,1,2", points=(RED, DRUMS))
    assert (list(first.samples()), first.volume) == (["soft-hitnormal", "soft-hitclap"], 60)
    assert (list(second.samples()), second.volume) == (["drum-hitnormal2", "drum-hitwhistle2"], 40)


def test_a_line_up_to_5_ms_late_counts() -> None:
    assert [
        sound.volume for sound in sounds("100,100,2995,1,0", "100,100,2994,1,0", points=(RED, DRUMS))
    ] == [60, 40]


def test_an_objects_own_sets_come_first_and_additions_follow_the_normal_set() -> None:
    own, extra = sounds("100,100,1000,1,4,1:0:0:80:", "100,100,2000,1,4,0:3:0:0:")
    assert (list(own.samples()), own.volume) == (["normal-hitnormal", "normal-hitfinish"], 80)
    assert list(extra.samples()) == ["soft-hitnormal", "drum-hitfinish"]


def test_each_edge_of_a_slider_has_its_own() -> None:
    edges = sounds("100,100,1000,2,0,L|170:100,2,70,8|0|4,0:0|1:3|0:0")
    assert [list(each.samples()) for each in edges] == [
        ["soft-hitnormal", "soft-hitclap"],
        ["normal-hitnormal"],
        ["soft-hitnormal", "soft-hitfinish"],
    ]


def test_a_spinner_sounds_at_its_end_and_a_hold_note_at_its_start() -> None:
    assert [each.time for each in sounds("256,192,1000,12,4,2000")] == [2000]
    assert [each.time for each in sounds("64,192,3000,128,0,3500:0:0:0:0:", mode=3)] == [3000]


def test_a_file_of_its_own_replaces_all() -> None:
    (one,) = sounds("100,100,1000,1,8,0:0:0:0:Kick Drum.wav")
    assert list(one.samples()) == ["kick drum"]
    assert not one.plain


def test_samples_that_may_play_include_bodies_of_sliders() -> None:
    used = subject(difficulty("100,100,1000,2,2,L|170:100,1,70")).samples
    assert used == {
        "soft-hitnormal",
        "soft-hitwhistle",
        "soft-sliderslide",
        "soft-slidertick",
        "soft-sliderwhistle",
    }


def test_taiko_may_have_its_own_files() -> None:
    assert "taiko-soft-hitnormal" in subject(difficulty("100,100,1000,1,0", mode=1)).samples


def test_names_of_files() -> None:
    assert sample_name(3, "hitclap", 1) == "drum-hitclap"
    assert sample_name(0, "hitclap", 5) == "normal-hitclap5"
    assert is_sample("Soft-HitClap12")
    assert not is_sample("spinnerspin")
    assert stem("SB\\Dot.One.PNG") == "sb/dot.one"
