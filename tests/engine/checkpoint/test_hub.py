from __future__ import annotations

from pathlib import Path

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
    assert caught.value.hint == "Download it once: companion models pull v31"
    assert caught.value.kind is FailureKind.REQUEST


def test_an_unknown_name_is_answered_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="no folder and no checkpoint 'v33'") as caught:
        hub.find("v33", tmp_path)
    assert "v32-mini" in caught.value.hint
    with pytest.raises(EngineError, match="There is no checkpoint 'v33'"):
        hub.pull("v33", tmp_path)


@pytest.mark.parametrize("model", ["/none", "no such thing", "a/b/c", "../x"])
def test_a_folder_that_is_not_there_is_said_plainly(model: str) -> None:
    with pytest.raises(EngineError, match="no folder and no checkpoint"):
        hub.find(model)


def test_a_download_that_broke_off_is_not_taken_for_a_checkpoint(tmp_path: Path) -> None:
    snapshot = cached(tmp_path, "OliBomby/Mapperatorinator-v31")
    blobs = snapshot.parents[1] / "blobs"
    blobs.mkdir()
    (blobs / "abc.incomplete").write_bytes(b"half")
    with pytest.raises(EngineError, match="download of v31 is not complete") as caught:
        hub.find("v31", tmp_path)
    assert caught.value.hint == "Go on with it: companion models pull v31"


def test_a_removed_checkpoint_is_gone_and_what_it_took_is_said(tmp_path: Path) -> None:
    snapshot = cached(tmp_path, "OliBomby/Mapperatorinator-v31")
    (snapshot / "model.safetensors").write_bytes(bytes(5000))
    assert hub.remove("v31", tmp_path) >= 5000
    with pytest.raises(EngineError, match="v31 is not on this machine"):
        hub.remove("v31", tmp_path)
    assert not snapshot.exists()


def test_the_licence_is_read_from_the_card(tmp_path: Path) -> None:
    assert hub.licence_of("v31", tmp_path) == "see https://huggingface.co/OliBomby/Mapperatorinator-v31"
    snapshot = cached(tmp_path, "OliBomby/Mapperatorinator-v31")
    (snapshot / "README.md").write_text("---\nlicense: mit\n---\n")
    assert hub.licence_of("v31", tmp_path) == "mit"
