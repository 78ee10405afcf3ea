from __future__ import annotations

import pytest

from engine.modding.checks.artist_markers import CHECK
from tests.builder import difficulty
from tests.engine.modding.subjects import found


def told(artist: str) -> list[str]:
    return [one.expected for one in found(CHECK, difficulty(metadata={"Artist": artist}))]


@pytest.mark.parametrize(
    ("artist", "expected"),
    [
        ("A vs B", ["vs."]),
        ("A VERSUS B", ["vs."]),
        ("A ft. B", ["feat."]),
        ("A featuring B", ["feat."]),
        ("Miku (CV. Fujita)", ["CV:"]),
        ("A feat.B", ["a space behind the marker"]),
        ("A,B", ["a space behind the comma"]),
    ],
)
def test_other_spellings(artist: str, expected: list[str]) -> None:
    assert told(artist) == expected


@pytest.mark.parametrize(
    "artist", ["A vs. B", "A feat. B", "Miku (CV: Fujita)", "A, B & C", "Elvs", "Little Feat"]
)
def test_right_ones_pass(artist: str) -> None:
    assert told(artist) == []
