"""The model's checkpoints on the page, as the real engine lists them."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from companion.page.models import Checkpoint
from tests.companion.page.client import Client


def test_each_checkpoint_comes_with_all_a_mapper_chooses_by(
    client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("huggingface_hub", reason="the list needs the extra [model]")
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "hub"))
    listed = {each["name"]: each for each in client.get("api/models").json()}
    assert listed["v32-mini"] == {
        "name": "v32-mini",
        "here": False,
        "megabytes": 350,
        "modes": "osu!, taiko, catch, mania",
        "tasks": "generate, remap, timing",
        "good_for": "a third of the size; fastest",
        "licence": "see https://huggingface.co/OliBomby/Mapperatorinator-v32-mini",
        "command": "companion models pull v32-mini",
    }


def test_one_that_is_here_comes_with_the_command_that_removes_it() -> None:
    checkpoint = Checkpoint("v31", True, 900, "osu!", "generate", "guests", "MIT")
    assert checkpoint.command == "companion models remove v31"


def test_an_engine_that_cannot_list_them_says_why(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    refuse = (sys.executable, "-c", "raise SystemExit('Checkpoints need torch. Install it.')")
    monkeypatch.setattr("companion.page.models.LIST", refuse)
    answer = client.get("api/models")
    assert answer.status_code == 422
    assert answer.json() == {"error": "There is no list: Checkpoints need torch. Install it."}


@pytest.mark.parametrize("said", ["", "no JSON", '[{"name": "v31"}]'])
def test_a_list_that_cannot_be_read_is_said(
    client: Client, monkeypatch: pytest.MonkeyPatch, said: str
) -> None:
    monkeypatch.setattr("companion.page.models.LIST", (sys.executable, "-c", f"print({said!r})"))
    answer = client.get("api/models")
    assert answer.status_code == 422
    assert answer.json()["error"].startswith("The engine's list cannot be read.")
