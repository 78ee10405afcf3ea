"""Modding a difficulty whose set cannot be read as a whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.progress import Reporter
from engine.protocol import mod_run
from engine.tasks import perform
from tests.builder import circles, difficulty


def test_a_storyboard_that_another_program_holds_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, storyboard = tmp_path / "map.osu", tmp_path / "set.osb"
    path.write_bytes(difficulty(*circles(*range(1000, 9000, 500))))
    storyboard.write_text("[Events]\n", encoding="utf-8")
    read = Path.read_text

    def held(self: Path, encoding: str | None = None, errors: str | None = None) -> str:
        if self == storyboard:
            raise PermissionError(13, "Permission denied", str(self))
        return read(self, encoding, errors)

    monkeypatch.setattr(Path, "read_text", held)
    run = mod_run(path, path.read_bytes())
    report = perform(run, {run.map.sha256: path} if run.map is not None else {}, Reporter()).report
    assert report is not None
    assert "set.osb cannot be read (Permission denied): it was left out." in report.notes
