"""What holds for every check: it explains itself, and no map makes it fail."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.modding import Check, Finding, Mapset, Subject, mod
from engine.modding.checks import __path__ as room
from engine.modding.registry import all_checks
from engine.osu import DecodeError, Document
from engine.protocol import MODE_NAMES
from tests.builder import RED, difficulty
from tests.engine.modding.subjects import mapset
from tests.shared import shared

RULES = [check for check in all_checks() if check.source == "rule"]

LARGEST = 20_000
"""Bytes; what is odd is small."""


@pytest.mark.parametrize("check", RULES, ids=lambda check: check.id)
def test_it_says_what_and_why_and_who_says_so(check: Check) -> None:
    assert check.title
    assert check.reason.endswith(".")
    assert check.yardstick
    assert set(check.yardstick) <= {"MV", "LV", "RC"}
    assert check.modes
    assert set(check.modes) <= set(MODE_NAMES)
    assert (Path(room[0]) / f"{check.id.replace('-', '_')}.py").is_file()


def test_names_are_unique_and_every_file_is_a_check() -> None:
    files = {path.stem for path in Path(room[0]).glob("*.py")} - {"__init__"}
    assert sorted(check.id for check in RULES) == sorted(name.replace("_", "-") for name in files)


def assert_sound(subject: Subject, finding: Finding) -> None:
    assert finding.message
    assert all(0 <= i < len(subject.objects) for i in finding.objects)
    for value in (finding.time, finding.end_time, finding.score):
        assert value is None or math.isfinite(value)


def look(content: bytes, beside: Mapset) -> None:
    """Every check, also those of other modes, and the whole report."""
    document = Document.from_bytes(content)
    try:
        subject = Subject(document, beside)
        for check in RULES:
            for finding in check.find(subject):
                assert_sound(subject, finding)
        mod(subject)
    except DecodeError:
        with pytest.raises(DecodeError):
            _ = document.beatmap  # no difficulty at all


def test_every_odd_map_there_is() -> None:
    looked_at = 0
    for path in sorted(shared("beatmaps").rglob("*.osu")):
        if path.stat().st_size <= LARGEST:
            look(path.read_bytes(), Mapset())
            looked_at += 1
    assert looked_at


NUMBERS = st.one_of(
    st.integers(-3, 600),
    st.integers(-(2**31), 2**31),
    st.floats(allow_nan=True, allow_infinity=True),
    st.sampled_from(["", "nan", "-0", "1e999", "x"]),
).map(str)

CURVES = st.sampled_from(
    ["L|200:200", "B|1:1|1:1|300:0", "P|1:1|2:2", "C|9:9", "L", "B|131072:131072", "|", "P|0:0"]
)

OBJECTS = st.lists(
    st.one_of(
        st.tuples(NUMBERS, NUMBERS, NUMBERS, st.sampled_from(["1", "5", "8", "12", "128"]), NUMBERS, NUMBERS),
        st.tuples(NUMBERS, NUMBERS, NUMBERS, st.sampled_from(["2", "6"]), NUMBERS, CURVES, NUMBERS, NUMBERS),
    ).map(",".join),
    max_size=6,
)

POINTS = st.lists(
    st.tuples(
        NUMBERS, NUMBERS, NUMBERS, NUMBERS, NUMBERS, NUMBERS, st.sampled_from("01"), st.sampled_from("0189")
    ).map(",".join),
    max_size=6,
)

VALUES = st.dictionaries(
    st.sampled_from(
        [
            "HPDrainRate",
            "CircleSize",
            "OverallDifficulty",
            "ApproachRate",
            "SliderMultiplier",
            "SliderTickRate",
        ]
    ),
    NUMBERS,
)

WORDS = st.text(st.characters(exclude_characters="\r\n", exclude_categories=["Cs"]), max_size=20)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    objects=OBJECTS,
    points=st.one_of(POINTS, st.just([RED])),
    values=VALUES,
    words=st.tuples(WORDS, WORDS, WORDS),
    mode=st.integers(0, 3),
    events=st.lists(
        st.tuples(st.sampled_from("0123456"), NUMBERS, NUMBERS, WORDS, NUMBERS).map(",".join), max_size=4
    ),
)
def test_no_map_makes_a_check_fail(
    objects: list[str],
    points: list[str],
    values: dict[str, str],
    words: tuple[str, str, str],
    mode: int,
    events: list[str],
) -> None:
    title, artist, version = words
    names = {"Title": title, "Artist": artist, "ArtistUnicode": artist}
    content = difficulty(
        *objects, points=points, settings=values, metadata=names, version=version, mode=mode, events=events
    )
    beside = mapset(
        difficulty(mode=mode), content, files=["a.osu", "bg.jpg", version], storyboard="\n".join(events)
    )
    look(content, beside)
