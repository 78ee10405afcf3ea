"""An answer without objects is never passed over in silence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from engine.builtin import BuiltinMapper
from engine.osu import Beatmap, Circle
from engine.progress import Reporter
from engine.protocol import File, Options, Run, Task
from engine.song import Song
from engine.song.synthesis import write_song
from engine.tasks import perform
from engine.tasks.candidates import made
from engine.tasks.work import Work
from tests.builder import circles, difficulty


class Says(BuiltinMapper):
    """An engine whose answers are given."""

    def __init__(self, *answers: list[Circle]) -> None:
        super().__init__()
        self.answers = answers

    def candidates(
        self, _task: Task, _song: Song, source: Beatmap, _options: Options, _report: Reporter
    ) -> Sequence[Beatmap]:
        return [replace(source, objects=list(objects)) for objects in self.answers]

    def spread(
        self, _song: Song, host: Beatmap, _levels: Sequence[int], _options: Options, _report: Reporter
    ) -> Sequence[Beatmap]:
        return [replace(host, objects=list(objects)) for objects in self.answers]


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    write_song(tmp_path / "song.wav", 120, 0, 8, 1)
    (tmp_path / "map.osu").write_bytes(difficulty(*circles(1000, 2000, 3000)))
    return {"a" * 64: tmp_path / "song.wav", "b" * 64: tmp_path / "map.osu"}


def run(task: Task) -> Run:
    audio, host = File(name="song.wav", sha256="a" * 64), File(name="map.osu", sha256="b" * 64)
    return Run(id="1", task=task, options=Options(start=1500, end=2500), audio=audio, map=host)


@pytest.mark.parametrize("task", [Task.GENERATE, Task.REMAP, Task.GUEST])
def test_an_engine_that_says_nothing_tells_so(task: Task, files: dict[str, Path]) -> None:
    outcome = perform(run(task), files, Reporter(), mapper=Says([]))
    assert len(outcome.difficulties) == 1
    assert any(note.startswith("The engine put no object there.") for note in outcome.notes)


def test_a_level_of_a_spread_without_objects_is_named(files: dict[str, Path]) -> None:
    asked = run(Task.SPREAD)
    asked = asked.model_copy(update={"options": Options(spread="Easy Hard")})
    outcome = perform(asked, files, Reporter(), mapper=Says([], [Circle(2000, 1, 2)]))
    assert "The engine put no object into Easy. Ask again with another seed." in outcome.notes


def test_an_empty_candidate_is_left_out_and_that_is_said(files: dict[str, Path]) -> None:
    report = Reporter()
    work = Work(run(Task.REMAP), files, None, report, Says([], [Circle(2000, 1, 2)]))
    [answer] = made(work, Task.REMAP, work.document.beatmap)
    assert [each.time for each in answer.objects] == [2000]
    assert report.notes == ["1 of 2 versions had no object."]
