"""What is wrong with a value, in words for the one who wrote it."""

from __future__ import annotations

from pydantic import ValidationError


def complaint(error: ValidationError) -> str:
    """What the first wrong value should be; pydantic names the kind of a complaint of ours in front of it."""
    return str(error.errors()[0]["msg"]).removeprefix("Value error, ")
