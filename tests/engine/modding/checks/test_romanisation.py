from __future__ import annotations

from engine.modding.checks.romanisation import CHECK
from tests.builder import difficulty
from tests.engine.modding.subjects import found


def test_letters_that_are_not_romanised() -> None:
    (one,) = found(CHECK, difficulty(metadata={"Artist": "Björk"}))
    assert (one.severity, one.key) == ("problem", "Artist")


def test_in_a_difficultys_name_they_are_a_warning() -> None:
    assert [one.severity for one in found(CHECK, difficulty(version="Überschall"))] == ["warning"]


def test_the_unicode_fields_are_there_for_them() -> None:
    assert found(CHECK, difficulty(metadata={"ArtistUnicode": "ビョーク"})) == []
