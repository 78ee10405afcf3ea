from __future__ import annotations

import pytest

from engine.modding.checks.metadata_length import CHECK
from tests.builder import difficulty
from tests.engine.modding.subjects import found


@pytest.mark.parametrize(("key", "longest"), [("Artist", 81), ("Title", 81), ("Tags", 1000)])
def test_what_the_website_cuts_off(key: str, longest: int) -> None:
    assert found(CHECK, difficulty(metadata={key: "a" * longest})) == []
    (one,) = found(CHECK, difficulty(metadata={key: "a" * (longest + 1)}))
    assert (one.severity, one.key) == ("problem", key)
