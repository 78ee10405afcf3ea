from __future__ import annotations

import pytest

from engine.modding.checks.title_markers import CHECK
from tests.builder import difficulty
from tests.engine.modding.subjects import found


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Song (TV Version)", "(TV Size)"),
        ("Song ~TV size~", "(TV Size)"),
        ("Song -Short Ver.-", "(Short Ver.)"),
        ("Song (Game Size)", "(Game Ver.)"),
        ("Song (cut ver.)", "(Cut Ver.)"),
        ("Song (Speed Up Ver.)", "(Sped Up Ver.)"),
        ("Song (Sped Up & Cut Version)", "(Sped Up & Cut Ver.)"),
        ("Song (Nightcore mix)", "(Nightcore Mix)"),
    ],
)
def test_other_spellings(title: str, expected: str) -> None:
    (one,) = found(CHECK, difficulty(metadata={"Title": title}))
    assert (one.severity, one.key, one.expected) == ("problem", "Title", expected)


@pytest.mark.parametrize(
    "title",
    [
        "Song (TV Size)",
        "Song (Sped Up & Cut Ver.)",
        "SONG (TV SIZE)",
        "Shortcut",
        "A Short Verse",
        "The Game",
        "Nightcore Mixtape (Cut Ver.)",
        "Versus",
    ],
)
def test_right_ones_and_titles_without_one_pass(title: str) -> None:
    assert found(CHECK, difficulty(metadata={"Title": title})) == []
