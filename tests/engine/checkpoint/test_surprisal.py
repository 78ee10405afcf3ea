"""What MaiMod says of a map, against the published tool's golden values, and how much of it is read."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from engine.checkpoint.events import GROUP_TYPES, Event, Kind
from engine.checkpoint.mapper import CheckpointMapper
from engine.checkpoint.surprises import words
from engine.osu import Beatmap, Document
from engine.progress import Reporter
from engine.protocol import Options
from tests.engine.checkpoint import tiny
from tests.engine.checkpoint.golden import document, song
from tests.engine.checkpoint.test_mapper import SONG, host
from tests.shared import shared

PRINTED = re.compile(r"\((\d+)\) (\d+):(\d+):(\d+) (?:\(\d+\) )?\(([A-Z][\w ]+)\)")


@pytest.fixture(scope="module")
def golden() -> dict[str, Any]:
    found: dict[str, Any] = document("v30-maimod.json")
    return found


@pytest.fixture(scope="module")
def v30() -> CheckpointMapper:
    return CheckpointMapper.load(shared("golden", "v30", "checkpoint"), "cpu", greedy=True)


@pytest.fixture(scope="module")
def modded() -> Beatmap:
    return Document.read(shared("golden", "modded.osu")).beatmap


def asked(golden: dict[str, Any]) -> Options:
    wished = golden["options"]
    return Options(difficulty=wished["difficulty"], year=wished["year"], mapper=wished["mapper"])


def test_every_token_surprises_as_much_as_in_the_published_tool(
    golden: dict[str, Any], v30: CheckpointMapper, modded: Beatmap
) -> None:
    found = v30.surprisal(song(), modded, asked(golden), Reporter())
    assert len(found) == len(golden["tokens"])
    worst = 0.0
    for mine, wanted in zip(found, golden["tokens"], strict=True):
        assert (mine.context, mine.index, mine.time) == (wanted["context"], wanted["index"], wanted["time"])
        assert list(mine.event) == wanted["event"]
        assert mine.expected is not None
        assert list(mine.expected) == wanted["expected"]
        worst = max(worst, abs(mine.score - wanted["score"]) / max(1, wanted["score"]))
    print(f"v30: {len(found)} tokens and scores compared, worst relative difference {worst:.2g}")
    assert worst < 1e-3


def test_tokens_are_worded_as_in_the_published_tool(golden: dict[str, Any], v30: CheckpointMapper) -> None:
    """Types, which it writes as `measure0`, excepted."""
    positions, compared = v30.checkpoint.preset.positions, 0
    for token in golden["tokens"]:
        for said, text in (
            (token["event"], token["event_text"]),
            (token["expected"], token["expected_text"]),
        ):
            event = Event(Kind(said[0]), said[1])
            if event.kind not in GROUP_TYPES | {Kind.NEW_COMBO}:
                assert words(event, positions) == re.sub(r"\[.*?\]", "", text)
                compared += 1
    print(f"v30: {compared} texts equal")


def test_what_is_told_is_what_the_published_tool_prints(
    golden: dict[str, Any], v30: CheckpointMapper, modded: Beatmap
) -> None:
    category, printed = "", set()
    for line in re.sub(r"\[.*?\]", "", golden["printed"]).splitlines():
        if line.endswith(":") and not line.startswith(" "):
            category = line[:-1]
        elif (match := PRINTED.search(line)) is not None:
            score, minutes, seconds, ms, thing = match.groups()
            time = int(minutes) * 60000 + int(seconds) * 1000 + int(ms)
            printed.add((category, time, thing, int(score)))
    told = v30.surprises(song(), modded, asked(golden), Reporter())
    assert {(each.category, each.time, each.thing, round(each.score)) for each in told} == printed
    assert [each.score for each in told] == sorted((each.score for each in told), reverse=True)


@pytest.mark.parametrize("preset", sorted(tiny.BACKBONES))
def test_a_part_is_read_alone_and_says_the_same(preset: str, tmp_path: Path) -> None:
    mapper = CheckpointMapper.load(tiny.write(tmp_path / "tiny", preset), "cpu", greedy=True)
    whole = mapper.surprisal(SONG, host(), Options(), Reporter())
    part = mapper.surprisal(SONG, host(), Options(), Reporter(), between=(900, 1100))
    assert part
    assert len(part) < len(whole)
    known = {(token.context, token.index): token.score for token in whole}
    assert {(t.context, t.index): t.score for t in part} == pytest.approx(
        {key: known[key] for key in ((t.context, t.index) for t in part)}, rel=1e-3
    )
    assert {t.index for t in whole if 900 <= t.time <= 1100} <= {t.index for t in part}


@pytest.mark.parametrize("preset", ["v31", "v32", "v32-mini", "v29"])
def test_every_context_of_a_map_is_judged(preset: str, modded: Beatmap) -> None:
    mapper = CheckpointMapper.load(shared("golden", preset, "checkpoint"), "cpu", greedy=True)
    found = mapper.surprisal(song(), modded, Options(difficulty=3.3, year=2018), Reporter())
    contexts = {token.context: 0 for token in found}
    for token in found:
        contexts[token.context] += 1
        assert token.surprisal >= 0
        assert token.entropy >= 0
    says = mapper.checkpoint.preset.templates[0].says
    assert set(contexts) == {kind for kind in says if kind != "sv"}
    print(f"{preset}: {contexts}")
