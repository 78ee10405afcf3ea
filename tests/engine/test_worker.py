"""The worker answers every run with one result or one failure, whatever happens around it."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.protocol import (
    Blob,
    Bye,
    Cancel,
    Failure,
    FailureKind,
    File,
    FromWorker,
    Hello,
    Need,
    Options,
    Progress,
    Result,
    Run,
    Task,
    ToWorker,
    encode,
    from_worker,
    mod_run,
)
from engine.song.synthesis import write_song
from engine.worker import Worker
from tests.builder import circles, difficulty


class Companion:
    """Talks to a real worker process."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "engine.worker"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    def say(self, message: ToWorker) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(encode(message))
        self.process.stdin.flush()

    def hear(self) -> FromWorker:
        assert self.process.stdout is not None
        return from_worker.validate_json(self.process.stdout.readline())

    def answer(self) -> Result | Failure:
        while True:
            message = self.hear()
            if isinstance(message, Result | Failure):
                return message


@pytest.fixture
def companion() -> Iterator[Companion]:
    companion = Companion()
    yield companion
    companion.say(Bye())
    assert companion.process.stdin is not None
    assert companion.process.stdout is not None
    companion.process.stdin.close()
    assert companion.process.wait(30) == 0
    companion.process.stdout.close()


@pytest.fixture(scope="module")
def song(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("songs") / "song.wav"
    write_song(path, 150.0, 500.0, 20.0, 1)
    return path


def file(path: Path, *, visible: bool = True) -> File:
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    return File(name=path.name, sha256=sha256, path=str(path) if visible else None)


def test_a_run_is_answered_with_progress_and_a_result(companion: Companion, song: Path) -> None:
    assert isinstance(companion.hear(), Hello)
    companion.say(Run(id="7", task=Task.TIMING, audio=file(song)))
    first = companion.hear()
    assert isinstance(first, Progress)
    assert first.id == "7"
    result = companion.answer()
    assert isinstance(result, Result)
    assert result.outcome.timing[0].bpm == pytest.approx(150.0)


def test_a_file_it_cannot_see_is_asked_for_by_its_hash(companion: Companion, song: Path) -> None:
    companion.hear()
    hidden = file(song, visible=False)
    companion.say(Run(id="1", task=Task.TIMING, audio=hidden))
    need = companion.hear()
    assert isinstance(need, Need)
    assert need.sha256 == hidden.sha256
    companion.say(Blob(sha256=hidden.sha256, content=song.read_bytes()))
    assert isinstance(companion.answer(), Result)


def test_a_cancelled_run_says_so_and_the_next_one_is_done(companion: Companion, song: Path) -> None:
    companion.hear()
    hidden = file(song, visible=False)
    companion.say(Run(id="1", task=Task.GENERATE, audio=hidden))
    assert isinstance(companion.hear(), Need)
    companion.say(Cancel(id="1"))
    answer = companion.answer()
    assert isinstance(answer, Failure)
    assert answer.cancelled
    companion.say(Run(id="2", task=Task.TIMING, audio=file(song)))
    assert isinstance(companion.answer(), Result)


def test_a_task_without_its_map_fails_in_a_mappers_words(companion: Companion, song: Path) -> None:
    companion.hear()
    companion.say(Run(id="1", task=Task.REMAP, options=Options(start=0, end=1000), audio=file(song)))
    answer = companion.answer()
    assert isinstance(answer, Failure)
    assert answer.kind is FailureKind.REQUEST
    assert "map =" in answer.hint


def test_a_report_on_a_map_that_is_no_utf_8_can_be_sent(companion: Companion, tmp_path: Path) -> None:
    companion.hear()
    path = tmp_path / "map.osu"
    path.write_bytes(difficulty(*circles(1000, 2000), audio="Söng.mp3").decode().encode("latin-1"))
    companion.say(mod_run(path, path.read_bytes()))
    answer = companion.answer()
    assert isinstance(answer, Result)
    assert answer.outcome.report is not None
    assert any("S\ufffdng.mp3" in each.message for each in answer.outcome.report.suggestions)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere every name is text")
def test_a_mapset_with_names_that_are_no_text_is_modded(companion: Companion, tmp_path: Path) -> None:
    companion.hear()
    for name in (b"s\xf6ng.mp3", b"\xf6ther.osu"):
        (tmp_path / os.fsdecode(name)).write_bytes(b"x")
    path = tmp_path / "map.osu"
    path.write_bytes(difficulty(*circles(1000, 2000)))
    companion.say(mod_run(path, path.read_bytes()))
    assert isinstance(companion.answer(), Result)


def test_lines_that_are_no_messages_are_passed_over(companion: Companion, song: Path) -> None:
    companion.hear()
    assert companion.process.stdin is not None
    companion.process.stdin.write(b"what?\n")
    companion.say(Run(id="1", task=Task.TIMING, audio=file(song)))
    assert isinstance(companion.answer(), Result)


def test_a_killed_worker_leaves_no_folder_for_long(
    tmp_path: Path, song: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(tmp_path))

    def work(audio: File) -> Companion:
        """A worker that is at something."""
        companion = Companion()
        companion.hear()
        companion.say(Run(id="1", task=Task.TIMING, audio=audio))
        if audio.path is None:
            assert isinstance(companion.hear(), Need)
            companion.say(Blob(sha256=audio.sha256, content=song.read_bytes()))
        assert isinstance(companion.hear(), Progress)
        return companion

    def kill(companion: Companion) -> None:
        assert companion.process.stdin is not None
        assert companion.process.stdout is not None
        companion.process.kill()
        companion.process.wait(30)
        companion.process.stdin.close()
        companion.process.stdout.close()

    kill(work(file(song)))
    assert list(tmp_path.iterdir()) == []
    kill(work(file(song, visible=False)))
    [left] = tmp_path.iterdir()
    after = work(file(song, visible=False))
    [own] = tmp_path.iterdir()
    assert own != left
    assert isinstance(after.answer(), Result)
    assert list(tmp_path.iterdir()) == []
    kill(after)


def test_the_checks_are_loaded_while_there_is_no_work(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded = threading.Event()
    monkeypatch.setattr("engine.modding.registry.all_checks", loaded.set)

    def lines() -> Iterator[bytes]:
        loaded.wait(5)
        yield from ()

    Worker(lines(), lambda _: None).serve()
    assert loaded.is_set()
