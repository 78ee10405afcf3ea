from __future__ import annotations

import pytest

from engine.modding.checks.host_possession import CHECK
from tests.builder import difficulty
from tests.engine.modding.subjects import found


def test_the_hosts_own_name() -> None:
    assert len(found(CHECK, difficulty(version="Mapper's Insane"))) == 1


@pytest.mark.parametrize("version", ["Insane", "Guest's Insane", "Mapper & Guest's Insane"])
def test_guests_and_collaborations_pass(version: str) -> None:
    assert found(CHECK, difficulty(version=version)) == []
