from __future__ import annotations

import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from engine.checkpoint import hub
from engine.errors import EngineError
from engine.protocol import FailureKind


def cached(cache: Path, repository: str) -> Path:
    """A repository as the hub's own library keeps it."""
    commit = "0123456789abcdef0123456789abcdef01234567"
    folder = cache / f"models--{repository.replace('/', '--')}"
    snapshot = folder / "snapshots" / commit
    snapshot.mkdir(parents=True)
    (folder / "refs").mkdir()
    (folder / "refs" / "main").write_text(commit)
    (snapshot / "config.json").write_text("{}")
    return snapshot


def test_a_folder_is_taken_as_it_is(tmp_path: Path) -> None:
    assert hub.find(str(tmp_path)) == tmp_path


@pytest.mark.parametrize(
    "name", ["v29", "V29.1", "Mapperatorinator-v29.1", "OliBomby/Mapperatorinator-v29.1"]
)
def test_a_checkpoint_is_found_in_the_cache_by_any_of_its_names(tmp_path: Path, name: str) -> None:
    snapshot = cached(tmp_path, "OliBomby/Mapperatorinator-v29.1")
    assert hub.find(name, tmp_path) == snapshot


def test_a_checkpoint_that_is_not_there_is_not_downloaded_but_explained(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="v31 is not on this machine") as caught:
        hub.find("v31", tmp_path)
    assert caught.value.hint == "Download it once: python -m engine models --pull v31"
    assert caught.value.kind is FailureKind.REQUEST


def test_an_unknown_name_is_answered_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="no folder and no checkpoint 'v33'") as caught:
        hub.find("v33", tmp_path)
    assert "v32-mini" in caught.value.hint
    with pytest.raises(EngineError, match="There is no checkpoint 'v33'"):
        hub.pull("v33", tmp_path)


class Usage(NamedTuple):
    total: int
    used: int
    free: int


def test_a_full_disk_is_noticed_before_the_download(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: Usage(10**9, 9 * 10**8, 10**8))
    with pytest.raises(EngineError, match=r"needs 350 MB and the disk of .* has 100 MB left") as caught:
        hub.pull("v32-mini", tmp_path / "not there yet")
    assert caught.value.kind is FailureKind.RESOURCE
    assert caught.value.hint.startswith("Free 250 MB")


@pytest.mark.parametrize("model", ["/none", "no such thing", "a/b/c", "../x"])
def test_a_folder_that_is_not_there_is_said_plainly(model: str) -> None:
    with pytest.raises(EngineError, match="no folder and no checkpoint"):
        hub.find(model)
