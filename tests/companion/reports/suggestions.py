"""Suggestions and reports for tests."""

from __future__ import annotations

from typing import Any

from engine.protocol import Report, Suggestion


def suggestion(name: str, time: float | None = 1000.0, **values: Any) -> Suggestion:
    """A suggestion of this id."""
    defaults: dict[str, Any] = {
        "category": "Compose",
        "check": name.partition(".")[0],
        "source": "rule",
        "severity": "warning",
        "score": 10.0,
        "message": f"{name} is odd.",
    }
    return Suggestion(id=name, time=time, **{**defaults, **values})


def report(*suggestions: Suggestion) -> Report:
    """A report of these."""
    return Report(suggestions=suggestions)
