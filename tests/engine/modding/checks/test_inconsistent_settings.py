from __future__ import annotations

from engine.modding.checks.inconsistent_settings import CHECK
from tests.builder import circles, difficulty
from tests.engine.modding.subjects import found, mapset


def against(mode: int = 0, **general: str) -> list[tuple[str, str]]:
    beside = mapset(difficulty(*circles(9000), general=general, version="Hard", mode=mode))
    return [(one.severity, one.key) for one in found(CHECK, difficulty(*circles(9000)), beside)]


def test_equal_settings_pass() -> None:
    assert against() == []


def test_lead_in_matters_across_modes() -> None:
    assert against(AudioLeadIn="500") == [("warning", "AudioLeadIn")]
    assert against(mode=1, AudioLeadIn="500") == [("warning", "AudioLeadIn")]


def test_countdown_matters_within_a_mode_and_where_there_is_time_for_it() -> None:
    assert against(Countdown="1") == [("warning", "Countdown")]
    assert against(mode=1, Countdown="1") == []


def test_letterboxes_matter_where_there_are_breaks() -> None:
    assert against(LetterboxInBreaks="1") == []


def test_another_tick_rate_is_minor() -> None:
    beside = mapset(difficulty(settings={"SliderTickRate": "2"}))
    assert [one.severity for one in found(CHECK, difficulty(), beside)] == ["minor"]


def test_another_set_is_a_problem() -> None:
    beside = mapset(difficulty(metadata={"BeatmapSetID": "35"}))
    assert [one.severity for one in found(CHECK, difficulty(), beside)] == ["problem"]
