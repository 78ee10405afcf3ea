"""The rules as a table for readers, made from the checks themselves."""

from __future__ import annotations

from engine.modding.check import Check
from engine.modding.registry import all_checks
from engine.protocol import MODE_NAMES, Mode

PAGE = """\
# Rules of modding

What `companion mod` and every save look for, beside what is unlike the rest of the map. Yardsticks: RC,
the ranking criteria; LV, the Verify tab of the game's editor (lazer); MV, Mapset Verifier. Each rule is
one file of `engine/modding/checks`, called as the rule, with its thresholds on top. This page is printed
by `python -m engine checks`.

"""

HEAD = """\
| check | finds | because | modes | yardstick |
| --- | --- | --- | --- | --- |
"""


def rules_page() -> str:
    """Markdown: what the rules are, how many there are, and a row for each, those of all modes first."""
    rules = [check for check in all_checks() if check.source == "rule"]
    counts = ", ".join(f"{sum(mode in rule.modes for rule in rules)} in {_name(mode)}" for mode in MODE_NAMES)
    rows = "".join(map(_row, sorted(rules, key=lambda rule: (-len(rule.modes), _modes(rule), rule.id))))
    return f"{PAGE}{len(rules)} rules: {counts}.\n\n{HEAD}{rows}"


def _row(rule: Check) -> str:
    yardstick = ", ".join(rule.yardstick)
    return f"| `{rule.id}` | {rule.title} | {rule.reason} | {_modes(rule)} | {yardstick} |\n"


def _modes(rule: Check) -> str:
    return "all" if rule.modes == MODE_NAMES else ", ".join(map(_name, rule.modes))


def _name(mode: Mode) -> str:
    """What players call a mode."""
    return "osu!" if mode == "osu" else mode
