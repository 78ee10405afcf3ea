from __future__ import annotations

import pytest

from engine.modding.checks.inconsistent_metadata import CHECK
from tests.builder import difficulty
from tests.engine.modding.subjects import found, mapset


def against(**metadata: str) -> list[str]:
    return [
        one.key for one in found(CHECK, difficulty(), mapset(difficulty(metadata=metadata, version="Hard")))
    ]


@pytest.mark.parametrize("field", ["Artist", "ArtistUnicode", "Title", "TitleUnicode", "Creator", "Source"])
def test_a_field_that_differs(field: str) -> None:
    assert against(**{field: "other"}) == [field]


def test_tags_in_another_order_pass() -> None:
    assert against(Tags="words test") == []


def test_a_tag_that_is_missing() -> None:
    (one,) = found(CHECK, difficulty(tags="a b"), mapset(difficulty(tags="a b c")))
    assert (one.key, one.found) == ("Tags", "without c")
