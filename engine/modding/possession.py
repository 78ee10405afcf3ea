"""Whose a difficulty is, by its name."""

from __future__ import annotations

import re
from collections.abc import Iterator

OWNER = re.compile(r"^(.*?(?:'s|s'|’s|s’))(?=\s|$)", re.IGNORECASE)
"""Everything up to the first possessive, which must be followed by something."""

TOGETHER = re.compile(r"\s*(?:,|&|\+|\bx\b|\bvs\.?|\band\b)\s*", re.IGNORECASE)
"""What stands between the names of a collaboration."""

ENDINGS = ("'s", "’s", "'", "’")

WRAPPING = "([{"

NO_NAMES = frozenset(
    [
        "it",
        "let",
        "that",
        "what",
        "here",
        "there",
        "he",
        "she",
        "who",
        "how",
        "where",
        "when",
        "everyone",
        "nobody",
        "today",
        "life",
    ]
)
"""Words before 's that are nobody's name."""


def owners(version: str) -> Iterator[str]:
    """The names before a possessive: `Naxess` and `Greaper` of `Naxess & Greaper's Insane`."""
    match = OWNER.match(version)
    if match is None or match.end() == len(version):
        return
    for part in TOGETHER.split(match[1]):
        name = part.strip().lstrip(WRAPPING)
        ending = next((each for each in ENDINGS if name.lower().endswith(each)), "")
        name = name[: len(name) - len(ending)].strip()
        if name and name.casefold() not in NO_NAMES:
            yield name
