from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
import torch

from engine.checkpoint.conditioning import Conditions
from engine.checkpoint.mapper import CheckpointMapper
from engine.errors import Cancelled, EngineError
from engine.osu import Beatmap, Circle, TimingPoint
from engine.progress import Reporter
from engine.protocol import FailureKind, Options, Task
from engine.song import Song
from tests.engine.checkpoint import tiny

SONG = Song(np.sin(np.arange(32000) / 9).astype(np.float32), 16000, "song")
"""Two seconds: four windows of the tiny checkpoints."""


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
        result = mapper.generate(SONG, host(), Options(seed=seed), Reporter())
        said.append((mapper.trace.read_text(), result))
    assert said[0] == said[1]
    assert said[0][0] != said[2][0]


def test_a_map_keeps_the_tempo_of_its_host(mapper: CheckpointMapper) -> None:
    result = mapper.generate(SONG, host(), Options(seed=3), Reporter())
    reds = [point for point in result.timing_points if point.uninherited]
    assert [point.beat_length for point in reds] == [500]
    assert [thing.time for thing in result.objects] == sorted(thing.time for thing in result.objects)


def test_settings_that_were_asked_for_are_in_the_map(mapper: CheckpointMapper) -> None:
    asked = Options(mode="mania", key_count=7, overall_difficulty=8.5)
    result = mapper.generate(SONG, Beatmap(), asked, Reporter())
    assert (result.general.mode, result.difficulty.circle_size) == (3, 7)
    assert result.difficulty.overall_difficulty == 8.5


def test_a_remap_gives_only_what_lies_in_its_range(mapper: CheckpointMapper) -> None:
    result = mapper.remap(SONG, host(), Options(start=500, end=1200, seed=2), Reporter())
    assert all(500 <= thing.time <= 1200 for thing in result.objects)
    assert all(500 <= point.time <= 1200 and not point.uninherited for point in result.timing_points)


def test_hitsounds_move_no_object(tmp_path: Path) -> None:
    mapper = CheckpointMapper.load(tiny.write(tmp_path / "tiny", "v29"), "cpu")
    result = mapper.hitsounds(SONG, host(), Reporter())
    assert [(thing.time, thing.x, thing.y) for thing in result.objects] == [
        (time, 100, 100) for time in (0, 500, 1000, 1500)
    ]


def test_tempo_sections_rise(mapper: CheckpointMapper) -> None:
    sections = mapper.timing(SONG, Reporter(), Options(super_timing=False))
    offsets = [section.offset for section in sections]
    assert offsets == sorted(offsets)


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
        mapper.generate(SONG, host(), Options(mapper=7), Reporter())
    assert caught.value.hint == "It knows 2 mappers; the nearest ids are 2, 50265."
    with pytest.raises(EngineError, match="by their user id, not by name"):
        mapper.generate(SONG, host(), Options(mapper="Sotarks"), Reporter())


def test_a_cancelled_task_stops(mapper: CheckpointMapper) -> None:
    with pytest.raises(Cancelled):
        mapper.generate(SONG, host(), Options(), Reporter(cancelled=lambda: True))


def test_progress_rises_to_the_end(mapper: CheckpointMapper) -> None:
    seen: list[float] = []
    mapper.generate(
        SONG, Beatmap(), Options(super_timing=False), Reporter(lambda _s, done, _l: seen.append(done))
    )
    assert seen == sorted(seen)
    assert seen[-1] > 0.8


def test_the_device_is_said(mapper: CheckpointMapper) -> None:
    report = Reporter()
    mapper.timing(SONG, report, Options(super_timing=False))
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
    mapper.timing(SONG, Reporter(), Options(super_timing=False))
    assert sizes[:3] == [4, 2, 1]
    assert set(sizes[3:]) == {1}


def test_a_device_that_is_too_small_is_said_with_what_to_do(
    mapper: CheckpointMapper, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_samples: torch.Tensor, _told: Sequence[Conditions] = ()) -> torch.Tensor:
        raise torch.OutOfMemoryError("as a full GPU says it")

    monkeypatch.setattr(mapper.checkpoint.network, "encode", full)
    with pytest.raises(EngineError, match="ran out of memory") as caught:
        mapper.timing(SONG, Reporter(), Options(super_timing=False))
    assert caught.value.kind is FailureKind.RESOURCE
