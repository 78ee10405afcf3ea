from __future__ import annotations

import pytest

from engine.modding.checks.catch_combo_length import CHECK
from tests.builder import circles, difficulty
from tests.engine.modding.subjects import found


def of(fruits: int, version: str) -> list[tuple[str, str]]:
    content = difficulty(*circles(*(1000 + 500 * i for i in range(fruits))), version=version, mode=2)
    return [(one.severity, one.found) for one in found(CHECK, content)]


@pytest.mark.parametrize(("version", "longest"), [("Cup", 8), ("Salad", 10), ("Platter", 12)])
def test_each_level_has_its_longest(version: str, longest: int) -> None:
    assert of(longest, version) == []
    assert of(longest + 1, version) == [("minor", f"{longest + 1} fruits")]
    assert of(2 * longest, version) == [("warning", f"{2 * longest} fruits")]


def test_a_new_combo_begins_anew_and_parts_of_sliders_count() -> None:
    """A slider of four beats has a start, three droplets and an end."""
    slider = "100,192,1000,6,0,L|300:192,1,560"
    content = difficulty(slider, "100,192,4000,5,0", version="Cup", mode=2)
    assert found(CHECK, content) == []
    again = "100,192,4000,2,0,L|300:192,1,560"
    assert [one.found for one in found(CHECK, difficulty(slider, again, version="Cup", mode=2))] == [
        "10 fruits"
    ]
