"""The page about the rules is what the rules say."""

from __future__ import annotations

import re
from pathlib import Path

from engine.modding.table import rules_page

PAGE = Path(__file__).resolve().parents[3] / "docs" / "checks.md"


def test_the_committed_page_is_what_the_rules_say() -> None:
    """If this fails: `python -m engine checks > docs/checks.md`."""
    assert PAGE.read_text(encoding="utf-8") == rules_page()


def test_a_row_names_the_modes_and_the_yardstick() -> None:
    rows = rules_page().splitlines()
    assert any(row.startswith("| `unsnapped-objects` |") and row.endswith("| all | MV, LV |") for row in rows)
    assert any(row.startswith("| `mania-key-count` |") and "| mania |" in row for row in rows)


def test_the_readme_names_every_rule_once() -> None:
    names = re.findall(r"^\| `([a-z-]+)` \|", rules_page(), re.MULTILINE)
    readme = (PAGE.parents[1] / "README.md").read_text(encoding="utf-8")
    table = readme[readme.index("All rules by mode") : readme.index("</details>")]
    assert sorted(re.findall(r"`([a-z-]+)`", table)) == sorted(names)
