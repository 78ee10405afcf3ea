"""A report is one HTML file that needs nothing else."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path

from companion.reports.html import SCRIPTS, as_file
from companion.reports.store import Stored
from engine.protocol import Suggestion
from tests.builder import circles, difficulty
from tests.companion.reports.suggestions import report, suggestion

KIAI = ("1000,500,4,2,1,60,1,0", "2000,-100,4,2,1,60,0,1", "3000,-100,4,2,1,60,0,0")


def made(*suggestions: Suggestion, content: bytes) -> str:
    stored = Stored(Path("map.osu"), "", content, datetime(2026, 11, 25, tzinfo=UTC), report(*suggestions))
    return as_file(stored)


def values(text: str) -> dict[str, object]:
    found = re.search(r'<script type="application/json" id="report">(.*)</script>', text)
    assert found is not None
    loaded: dict[str, object] = json.loads(found[1])
    return loaded


def test_the_page_holds_the_suggestions_and_the_objects_around_them() -> None:
    content = difficulty(*circles(*range(1000, 9000, 500)))
    text = made(suggestion("a.x.1", 4000.0, objects=(6,)), content=content)
    held = values(text)
    objects = held["objects"]
    assert isinstance(objects, dict)
    assert list(objects) == [str(i) for i in range(2, 11)]
    assert objects["6"]["time"] == 4000


def test_the_page_knows_kiai_and_breaks() -> None:
    held = values(made(content=difficulty(*circles(1000, 4000), points=KIAI)))
    assert held["kiai"] == [[2000, 3000]]


def test_a_slider_is_drawn_by_its_path() -> None:
    content = difficulty("100,100,1000,2,0,L|240:100,1,140")
    objects = values(made(suggestion("a.x.1", objects=(0,)), content=content))["objects"]
    assert isinstance(objects, dict)
    path = objects["0"]["path"]
    assert path[0] == [100, 100]
    assert path[-1] == [240, 100]


def test_nothing_in_a_map_can_end_the_script_and_nothing_is_loaded_from_elsewhere() -> None:
    hostile = suggestion("a.x.1", message="</script><script>alert(1)</script>")
    text = made(hostile, content=difficulty())
    assert text.count("</script>") == 1 + len(SCRIPTS)
    assert "src=" not in text
    assert "https://" not in text
    assert values(text)["suggestions"][0]["message"] == hostile.message  # type: ignore[index]


def test_an_empty_difficulty_has_a_page_too() -> None:
    assert values(made(content=difficulty()))["objects"] == {}
