"""What falls in catch, where the file asks for the absurd; the usual is in test_conversion."""

from __future__ import annotations

import pytest

from engine.osu import DecodeError, Document, catch_objects
from tests.builder import difficulty


def fallen(spinner: str) -> int:
    return len(catch_objects(Document.from_bytes(difficulty(spinner, mode=2)).beatmap))


def test_bananas_fall_until_the_spinner_ends() -> None:
    """1000 ms are halved until a step is at most 100 ms: 62.5."""
    assert fallen("256,192,1000,12,0,2000") == 17


def test_a_spinner_so_late_that_time_stands_still_comes_to_an_end() -> None:
    assert fallen("256,192,2000000000,12,0,2000001000") < 20


def test_a_spinner_of_days_is_refused() -> None:
    with pytest.raises(DecodeError, match="bananas"):
        fallen("256,192,0,12,0,2000000000")
