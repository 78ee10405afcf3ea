from __future__ import annotations

import pytest

from engine.modding.checks.audio_lead_in import CHECK
from tests.builder import circles, difficulty
from tests.engine.modding.subjects import found


@pytest.mark.parametrize("lead", ["-1", "20000"])
def test_out_of_range(lead: str) -> None:
    (one,) = found(CHECK, difficulty(general={"AudioLeadIn": lead}))
    assert one.found == f"{lead} ms"


def test_the_epilepsy_warning_needs_time() -> None:
    warned = {"EpilepsyWarning": "1"}
    assert len(found(CHECK, difficulty(*circles(1000), general=warned))) == 1
    assert found(CHECK, difficulty(*circles(1000), general={**warned, "AudioLeadIn": "4000"})) == []
    assert found(CHECK, difficulty(*circles(5000), general=warned)) == []


def test_none_passes() -> None:
    assert found(CHECK, difficulty(*circles(1000))) == []
