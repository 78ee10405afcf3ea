from __future__ import annotations

from engine.modding.checks.taiko_spinner_gap import CHECK
from tests.builder import circles, difficulty
from tests.engine.modding.subjects import found


def of(gap: int, version: str) -> list[str]:
    content = difficulty(*circles(1000), f"256,192,{1000 + gap},12,0,3000", version=version, mode=1)
    return [one.severity for one in found(CHECK, content)]


def test_half_a_beat_up_to_muzukashii_and_a_quarter_above() -> None:
    assert of(240, "Muzukashii") == ["minor"]
    assert of(250, "Muzukashii") == []
    assert of(120, "Oni") == ["minor"]
    assert of(125, "Oni") == []
