"""The mapper: it says when a song does not carry the wished star rating, and only then."""

from __future__ import annotations

import re

import pytest

from engine.builtin import BuiltinMapper
from engine.progress import Reporter
from engine.protocol import Mode, Options
from tests.engine.builtin.made import host, song, stars_of


@pytest.mark.parametrize("mode", ["osu", "taiko", "catch", "mania"])
def test_a_rating_the_song_cannot_carry_is_told(mode: Mode) -> None:
    report = Reporter()
    made = BuiltinMapper().generate(song(), host(), Options(mode=mode, difficulty=15), report)
    (note,) = report.notes
    told = re.fullmatch(r"This song gives (.*) stars at the nearest, not 15\.0\.", note)
    assert told is not None
    assert float(told[1]) == pytest.approx(stars_of(made), abs=0.051)


@pytest.mark.parametrize("mode", ["osu", "taiko", "catch", "mania"])
@pytest.mark.parametrize("stars", [1.5, 7.0])
def test_a_rating_that_is_met_needs_no_word(mode: Mode, stars: float) -> None:
    report = Reporter()
    made = BuiltinMapper().generate(song(), host(), Options(mode=mode, difficulty=stars), report)
    assert report.notes == []
    assert stars_of(made) == pytest.approx(stars, abs=0.3 if mode == "osu" else 0.4)


def test_a_spread_tells_that_its_hardest_is_not_as_hard_as_wished() -> None:
    report = Reporter()
    BuiltinMapper().spread(song(), host(), (0, 4), Options(difficulty=15), report)
    assert any("not 15.0" in note for note in report.notes)


def test_a_remap_tells_that_its_part_is_not_as_hard_as_wished() -> None:
    made = BuiltinMapper().generate(song(), host(), Options(difficulty=4), Reporter())
    part = {"start": 4000, "end": 8000}
    report = Reporter()
    BuiltinMapper().remap(song(), made, Options(**part, difficulty=15), report)
    (note,) = report.notes
    assert re.fullmatch(r"This part gives .* stars at the nearest, not 15\.0\.", note)
    plain = Reporter()
    BuiltinMapper().remap(song(), made, Options(**part), plain)
    assert plain.notes == []
