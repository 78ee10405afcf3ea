"""Settings on the page."""

from __future__ import annotations

from pathlib import Path

import pytest

from settings import documentation, load
from tests.companion.page.client import Client


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("COMPANION_HOME", str(tmp_path))
    monkeypatch.setenv("COMPANION_TAGS", "made by hand")
    return tmp_path


def test_every_setting_is_shown_and_one_of_the_environment_says_so(client: Client, home: Path) -> None:
    page = client.get("settings").text
    for row in documentation(load()):
        assert f"<code>{row.key}</code>" in page
    assert "Set by COMPANION_TAGS in the environment" in page


def test_a_change_is_written_and_a_bad_one_is_explained(client: Client, home: Path) -> None:
    assert client.post("api/setting", {"key": "idle_minutes", "value": 9}).status_code == 200
    assert load().idle_minutes == 9
    refused = client.post("api/setting", {"key": "idle_minutes", "value": -1})
    assert refused.status_code == 422
    assert "idle_minutes" in refused.json()["error"]
    assert client.post("api/setting", {"key": "idle_minutes", "value": {}}).status_code == 422
