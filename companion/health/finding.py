"""One thing that was looked at."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at.

    Attributes:
        name: what.
        value: how it is.
        remedy: what to do about it; empty: it is as it should be.
    """

    name: str
    value: str
    remedy: str = ""

    @property
    def good(self) -> bool:
        """Nothing needs to be done."""
        return not self.remedy
