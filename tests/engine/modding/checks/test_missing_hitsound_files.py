from __future__ import annotations

from engine.modding.checks.missing_hitsound_files import CHECK
from tests.builder import circles, difficulty
from tests.engine.modding.subjects import found, mapset

SECOND = "1000,500,4,2,2,60,1,0"
"""Sample number 2."""


def test_a_sample_number_of_which_the_set_has_nothing() -> None:
    content = difficulty(*circles(1000), points=(SECOND,))
    (one,) = found(CHECK, content, mapset(files=["a.osu", "soft-hitclap3.wav"]))
    assert (one.severity, one.objects) == ("warning", (0,))


def test_number_1_is_often_set_without_any() -> None:
    assert found(CHECK, difficulty(*circles(1000)), mapset(files=["a.osu"])) == []


def test_one_sample_of_that_number_is_enough() -> None:
    content = difficulty(*circles(1000), points=(SECOND,))
    assert found(CHECK, content, mapset(files=["a.osu", "soft-hitclap2.wav"])) == []


def test_a_file_of_its_own_that_is_missing() -> None:
    content = difficulty("100,100,1000,1,0,0:0:0:0:drum.wav", points=("1000,500,4,2,0,60,1,0",))
    (one,) = found(CHECK, content, mapset(files=["a.osu"]))
    assert (one.severity, one.key) == ("problem", "drum.wav")
    assert found(CHECK, content, mapset(files=["a.osu", "Drum.ogg"])) == []


def test_where_files_are_not_known_nothing_is_missing() -> None:
    assert found(CHECK, difficulty(*circles(1000), points=(SECOND,))) == []
