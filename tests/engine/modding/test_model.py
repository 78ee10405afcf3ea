"""A checkpoint as a third source of suggestions; after an edit only its surroundings are read again."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import pytest

from engine.modding import ModelMemory, Subject, mod, model_findings
from engine.modding.memory import EVERYTHING, touched
from engine.osu import Beatmap, Document
from engine.progress import Reporter
from engine.protocol import Options
from tests.builder import RED, circles, difficulty
from tests.engine.modding.subjects import subject
from tests.shared import shared

pytest.importorskip("torch", reason="the model extra is not installed")

from engine.checkpoint.mapper import CheckpointMapper
from engine.checkpoint.surprises import Surprise
from engine.song import Song


def beatmap(*objects: str, points: tuple[str, ...] = (RED,)) -> Beatmap:
    return Document.from_bytes(difficulty(*objects, points=points)).beatmap


def test_a_surprise_is_a_suggestion_of_its_category_at_its_object() -> None:
    told = [Surprise(1500.0, "Compose", "Circle", "x:120", "x:260", 123.4)]
    looked_at = subject(difficulty(*circles(1000, 1500)))
    (one,) = mod(looked_at, [], model_findings(looked_at, told)).suggestions
    assert (one.check, one.source, one.category, one.severity) == (
        "model-compose",
        "model",
        "Compose",
        "warning",
    )
    assert (one.objects, one.score, one.expected) == ((1,), 123.4, "x:260")
    assert one.message == "Circle: the model expected x:260, not x:120."


def test_a_matter_of_taste_is_minor_and_the_end_of_an_object_belongs_to_it() -> None:
    told = [Surprise(1250.0, "Rhythm", "Slider End", "1/2", "1/4", 9.0)]
    looked_at = subject(difficulty("100,100,1000,2,0,L|170:100,1,70"))
    ((check, finding),) = model_findings(looked_at, told)
    assert (finding.severity, finding.objects, check.id) == ("minor", (0,), "model-rhythm")


def test_what_an_edit_touches_reaches_from_the_first_to_the_last_difference() -> None:
    before = beatmap(*circles(1000, 2000, 3000, 4000))
    assert touched(before, before) == (math.inf, -math.inf)
    assert touched(before, beatmap(*circles(1000, 2250, 3250, 4000)))[1] == 3250
    assert touched(before, beatmap(*circles(1000, 2000, 3000, 4000, 5000))) == (5000, 5000)


def test_a_green_line_reaches_to_the_next_one() -> None:
    before = beatmap(*circles(1000), points=(RED, "5000,-100,4,2,1,60,0,0"))
    after = beatmap(*circles(1000), points=(RED, "2000,-50,4,2,1,60,0,0", "5000,-100,4,2,1,60,0,0"))
    assert touched(before, after) == (2000, 5000)


def test_a_red_line_or_a_setting_touches_everything() -> None:
    before = beatmap(*circles(1000))
    assert touched(before, beatmap(*circles(1000), points=("1001,500,4,2,1,60,1,0",))) == EVERYTHING
    harder = replace(before, difficulty=replace(before.difficulty, approach_rate=9.5))
    assert touched(before, harder) == EVERYTHING


class Counting:
    """A real tiny checkpoint that counts what it is asked to read."""

    def __init__(self, mapper: CheckpointMapper) -> None:
        self._mapper = mapper
        self.asked: list[tuple[float, float] | None] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._mapper, name)

    def surprises(
        self, song: Song, beatmap: Beatmap, options: Options, report: Reporter, between: Any
    ) -> Any:
        self.asked.append(between)
        return self._mapper.surprises(song, beatmap, options, report, between)


def test_a_second_look_reads_the_surroundings_of_the_edit_and_finds_the_same_as_a_whole_look() -> None:
    folder = shared("golden")
    mapper = CheckpointMapper.load(folder / "v31" / "checkpoint", "cpu", greedy=True)
    counting: Any = Counting(mapper)
    song = Song.load(folder / "song.wav", None)
    before = Document.read(folder / "modded.osu")
    after = before.copy()
    moved = replace(before.beatmap.objects[-1], x=17.0)
    after.replace_objects([len(before.beatmap.objects) - 1], [moved])
    memory = ModelMemory()
    memory.surprises(counting, song, Subject(before), Options(difficulty=4), Reporter())
    second = memory.surprises(counting, song, Subject(after), Options(difficulty=4), Reporter())
    memory.surprises(counting, song, Subject(after), Options(difficulty=4), Reporter())
    whole, part = counting.asked
    assert whole is None
    assert part == (
        moved.time - mapper.checkpoint.preset.window_ms,
        moved.time + mapper.checkpoint.preset.window_ms,
    )
    fresh = mapper.surprises(song, after.beatmap, Options(difficulty=4), Reporter())
    assert {(each.time, each.thing, each.found) for each in second} == {
        (each.time, each.thing, each.found) for each in fresh
    }
