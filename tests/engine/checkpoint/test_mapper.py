from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from engine.checkpoint.conditioning import Conditions
from engine.checkpoint.decoding import Answers, Memory, Question
from engine.checkpoint.device import Device
from engine.checkpoint.events import ContextKind
from engine.checkpoint.mapper import CheckpointMapper
from engine.checkpoint.parsing import beat_events, object_events
from engine.checkpoint.session import Session
from engine.errors import Cancelled, EngineError
from engine.osu import Beatmap, Circle, TimingPoint
from engine.progress import Reporter
from engine.protocol import FailureKind, Options, Task
from engine.song import Song
from tests.engine.checkpoint import tiny

SONG = Song(np.sin(np.arange(32000) / 9).astype(np.float32), 16000, "song")
"""Two seconds: four windows of the tiny checkpoints that lie side by side."""


def options(**wished: Any) -> Options:
    """Wishes with windows side by side: with the published overlaps a random network takes long."""
    return Options(lookback=0, lookahead=0, **wished)


@pytest.fixture(params=["v29", "v32"])
def mapper(request: pytest.FixtureRequest, tmp_path: Path) -> CheckpointMapper:
    return CheckpointMapper.load(tiny.write(tmp_path / "tiny", request.param), "cpu")


def host() -> Beatmap:
    beatmap = Beatmap(timing_points=[TimingPoint(0, 500, sample_set=2), TimingPoint(1000, -100, kiai=True)])
    beatmap.timing_points[1].uninherited = False
    beatmap.objects = [Circle(time, 100, 100) for time in (0, 500, 1000, 1500)]
    return beatmap


def test_the_same_seed_says_the_same_and_another_something_else(
    mapper: CheckpointMapper, tmp_path: Path
) -> None:
    said: list[tuple[str, Beatmap]] = []
    for seed in (3, 3, 4):
        mapper.trace = tmp_path / f"{len(said)}.jsonl"
        result = mapper.generate(SONG, host(), options(seed=seed), Reporter())
        said.append((mapper.trace.read_text(), result))
    assert said[0] == said[1]
    assert said[0][0] != said[2][0]


def test_a_map_keeps_the_tempo_of_its_host(mapper: CheckpointMapper) -> None:
    result = mapper.generate(SONG, host(), options(seed=3), Reporter())
    reds = [point for point in result.timing_points if point.uninherited]
    assert [point.beat_length for point in reds] == [500]


def test_settings_that_were_asked_for_are_in_the_map(mapper: CheckpointMapper) -> None:
    asked = options(mode="mania", key_count=7, overall_difficulty=8.5, seed=3)
    result = mapper.generate(SONG, host(), asked, Reporter())
    assert (result.general.mode, result.difficulty.circle_size) == (3, 7)
    assert result.difficulty.overall_difficulty == 8.5


def test_a_remap_gives_only_what_lies_in_its_range(
    mapper: CheckpointMapper, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A random network says next to nothing; here it says what the host has, before the range and after."""
    said = {ContextKind.MAP: object_events(host(), mapper.checkpoint.preset)}
    monkeypatch.setattr(Session, "say", lambda *_, **__: [said])
    result = mapper.remap(SONG, host(), options(start=500, end=1200, seed=2), Reporter())
    assert [thing.time for thing in result.objects] == [500, 1000]
    assert result.timing_points
    assert all(500 <= point.time <= 1200 and not point.uninherited for point in result.timing_points)


def test_hitsounds_move_no_object(tmp_path: Path) -> None:
    mapper = CheckpointMapper.load(tiny.write(tmp_path / "tiny", "v29"), "cpu")
    result = mapper.hitsounds(SONG, host(), Reporter())
    assert [(thing.time, thing.x, thing.y) for thing in result.objects] == [
        (time, 100, 100) for time in (0, 500, 1000, 1500)
    ]


def test_tempo_sections_are_those_of_the_beats_that_were_said(
    mapper: CheckpointMapper, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [TimingPoint(100, 500, 4), TimingPoint(8100, 400, 3)]
    said = {ContextKind.TIMING: beat_events(lines, mapper.checkpoint.preset, 20_000)}
    monkeypatch.setattr(Session, "say", lambda *_, **__: [said])
    sections = mapper.timing(SONG, Reporter(), options(super_timing=False))
    assert [(each.offset, each.bpm, each.meter) for each in sections] == [(100, 120, 4), (8100, 150, 3)]


def test_super_timing_listens_many_times(tmp_path: Path) -> None:
    mapper = CheckpointMapper.load(tiny.write(tmp_path / "tiny", "v29"), "cpu")
    seen: list[str] = []
    song = Song(SONG.samples[:11000], 16000, "short")
    mapper.timing(song, Reporter(lambda stage, _d, _l: seen.append(stage)))
    assert len(seen) >= 20
    assert set(seen) == {"Timing the song"}


def test_a_task_the_checkpoint_cannot_do_is_refused_with_those_that_can(tmp_path: Path) -> None:
    mapper = CheckpointMapper.load(tiny.write(tmp_path / "tiny", "v32"), "cpu")
    assert not mapper.can(Task.HITSOUNDS, "osu")
    assert mapper.can(Task.REMAP, "mania")
    with pytest.raises(EngineError, match="V32 cannot do the task 'hitsounds' for osu") as caught:
        mapper.hitsounds(SONG, host(), Reporter())
    assert caught.value.kind is FailureKind.ENGINE
    assert caught.value.hint == "V29.1 and V31 can."


def test_an_unknown_mapper_is_refused_with_ids_that_are_known(mapper: CheckpointMapper) -> None:
    with pytest.raises(EngineError, match="not learned from maps of user 7") as caught:
        mapper.generate(SONG, host(), options(mapper=7), Reporter())
    assert caught.value.hint == "It knows 2 mappers; the nearest ids are 2, 50265."
    with pytest.raises(EngineError, match="by their user id, not by name"):
        mapper.generate(SONG, host(), options(mapper="Sotarks"), Reporter())


def test_a_cancelled_task_stops(mapper: CheckpointMapper) -> None:
    with pytest.raises(Cancelled):
        mapper.generate(SONG, host(), options(), Reporter(cancelled=lambda: True))


def test_progress_rises_to_the_end(mapper: CheckpointMapper) -> None:
    seen: list[float] = []
    mapper.generate(
        SONG, Beatmap(), options(super_timing=False), Reporter(lambda _s, done, _l: seen.append(done))
    )
    assert seen == sorted(seen)
    assert seen[-1] > 0.8


def test_the_device_is_said(mapper: CheckpointMapper) -> None:
    report = Reporter()
    mapper.timing(SONG, report, options(super_timing=False))
    assert report.notes[0].startswith("The model runs on the CPU.")


def test_fewer_windows_at_once_are_encoded_when_memory_is_short(
    mapper: CheckpointMapper, monkeypatch: pytest.MonkeyPatch
) -> None:
    encode, sizes = mapper.checkpoint.network.encode, list[int]()

    def short(samples: torch.Tensor, told: Sequence[Conditions] = ()) -> torch.Tensor:
        sizes.append(len(samples))
        if len(samples) > 1:
            raise torch.OutOfMemoryError("as a full GPU says it")
        return encode(samples, told)

    monkeypatch.setattr(mapper.checkpoint.network, "encode", short)
    mapper.timing(SONG, Reporter(), options(super_timing=False))
    assert sizes[:3] == [4, 2, 1]
    assert set(sizes[3:]) == {1}


def a_gpu_is_full() -> None:
    raise torch.OutOfMemoryError("as a full GPU says it")


def a_computer_is_full() -> None:
    torch.empty(2**60)


@pytest.mark.parametrize(
    ("device", "fails"), [("cpu", a_gpu_is_full), ("cpu", a_computer_is_full), ("cuda", a_computer_is_full)]
)
def test_a_device_that_is_too_small_is_said_with_what_to_do(
    mapper: CheckpointMapper, monkeypatch: pytest.MonkeyPatch, device: str, fails: Callable[[], None]
) -> None:
    mapper.speakers.device = Device(device, torch.float32, "The model runs here.")
    monkeypatch.setattr(mapper.checkpoint.network, "encode", lambda _samples, _told=(): fails())
    with pytest.raises(EngineError, match="ran out of memory") as caught:
        mapper.timing(SONG, Reporter(), options(super_timing=False))
    assert caught.value.kind is FailureKind.RESOURCE


def test_a_full_gpu_is_left_for_the_cpu_and_that_is_said(
    mapper: CheckpointMapper, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The GPU is played by the CPU: what it does when full is all that matters here."""

    def full(_samples: torch.Tensor, _told: Sequence[Conditions] = ()) -> torch.Tensor:
        raise torch.OutOfMemoryError("as a full GPU says it")

    monkeypatch.setattr(mapper.checkpoint.network, "encode", full)
    mapper.speakers.device = Device("cuda", torch.float32, "The model runs on a small GPU.")
    report = Reporter()
    made = mapper.generate(SONG, host(), options(), report)
    assert made.timing_points
    assert mapper.device.name == "cpu"
    assert any("ran out of memory" in note for note in report.notes)


def test_candidates_of_a_part_are_made_in_one_batch_and_differ(
    mapper: CheckpointMapper, tmp_path: Path
) -> None:
    mapper.trace = tmp_path / "trace.jsonl"
    asked = options(start=500, end=1600, seed=4, candidates=3)
    made = mapper.candidates(Task.REMAP, SONG, host(), asked, Reporter())
    assert len(made) == 3
    calls = [json.loads(line) for line in mapper.trace.read_text().splitlines()]
    assert [call["candidate"] for call in calls] == [0, 1, 2] * (len(calls) // 3)
    assert len({str([call["generated"] for call in calls[number::3]]) for number in range(3)}) == 3


def test_each_candidate_says_what_its_seed_alone_says(tmp_path: Path) -> None:
    mapper = CheckpointMapper.load(tiny.write(tmp_path / "tiny", "v32"), "cpu", int8=False)

    def said(**wished: int) -> list[list[int]]:
        mapper.trace = tmp_path / f"{len(list(tmp_path.iterdir()))}.jsonl"
        mapper.candidates(Task.GENERATE, SONG, host(), options(**wished), Reporter())
        return [json.loads(line)["generated"] for line in mapper.trace.read_text().splitlines()]

    together = said(seed=4, candidates=2)
    assert together[::2][0] == said(seed=4)[0]
    assert together[1::2][0] == said(seed=5)[0]


def test_candidates_are_made_in_smaller_batches_when_memory_is_short(
    mapper: CheckpointMapper, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask, sizes = Answers.ask, list[int]()

    def short(
        answers: Answers, memory: Memory, questions: Sequence[Question], *more: Any, **named: Any
    ) -> Any:
        rows = len(questions) * named["candidates"]
        sizes.append(rows)
        if rows > 2:
            raise torch.OutOfMemoryError("as a full GPU says it")
        return ask(answers, memory, questions, *more, **named)

    monkeypatch.setattr(Answers, "ask", short)
    report = Reporter()
    made = mapper.candidates(Task.GENERATE, SONG, host(), options(candidates=4), report)
    assert len(made) == 4
    assert sizes[:3] == [4, 2, 2]
    assert any("short of memory" in note for note in report.notes)


def test_timing_is_said_once_for_a_set_and_kept_for_the_next_start(tmp_path: Path) -> None:
    folder = tiny.write(tmp_path / "tiny", "v32")
    song = replace(SONG, cache=tmp_path / "cache")
    stages: list[str] = []
    listening = Reporter(lambda stage, _done, _left: stages.append(stage))
    mapper = CheckpointMapper.load(folder, "cpu")
    first = mapper.generate(song, Beatmap(), options(difficulty=2), listening)
    assert "Timing the song" in stages
    stages.clear()
    for again in (mapper, CheckpointMapper.load(folder, "cpu")):
        second = again.generate(song, Beatmap(), options(difficulty=6), listening)
        assert [p for p in second.timing_points if p.uninherited] == [
            p for p in first.timing_points if p.uninherited
        ]
    assert "Timing the song" not in stages
    mapper.generate(song, Beatmap(), options(difficulty=2, seed=9), listening)
    assert "Timing the song" in stages


def test_a_window_is_encoded_once_for_timing_and_mapping(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mapper = CheckpointMapper.load(tiny.write(tmp_path / "tiny", "v32"), "cpu")
    encode, sizes = mapper.checkpoint.network.encode, list[int]()

    def counted(samples: torch.Tensor, told: Sequence[Conditions] = ()) -> torch.Tensor:
        sizes.append(len(samples))
        return encode(samples, told)

    monkeypatch.setattr(mapper.checkpoint.network, "encode", counted)
    mapper.generate(SONG, Beatmap(), options(), Reporter())
    assert sum(sizes) == 4
