"""Whose a difficulty is."""

from __future__ import annotations

import pytest

from engine.modding.possession import owners


@pytest.mark.parametrize(
    ("version", "names"),
    [
        ("Guest's Hard", ["Guest"]),
        ("Naxess' Insane", ["Naxess"]),
        ("Naxess & Greaper's Insane", ["Naxess", "Greaper"]),
        ("One, Two and Three's Extra", ["One", "Two", "Three"]),
        ("(Take's Hard)", ["Take"]),
        ("Let's Go", []),
        ("Heaven's", []),
        ("Insane", []),
    ],
)
def test_names_before_a_possessive(version: str, names: list[str]) -> None:
    assert list(owners(version)) == names
