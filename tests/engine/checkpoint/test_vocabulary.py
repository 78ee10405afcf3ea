from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from engine.checkpoint.events import Event, Kind
from engine.checkpoint.vocabulary import Vocabulary
from engine.errors import EngineError
from tests.engine.checkpoint.golden import PRESETS, checkpoint, document

SMALL: dict[str, Any] = {
    "offset": 5,
    "context_sos": {"map": 3},
    "context_eos": {"map": 4},
    "event_ranges": [
        {"type": "t", "min_value": 0, "max_value": 9},
        {"type": "pos_x", "min_value": -4, "max_value": 4},
    ],
    "input_event_ranges": [
        {"type": "difficulty", "min_value": 0, "max_value": 24},
        {"type": "mapper", "min_value": 0, "max_value": 2},
        {"type": "hold_note_ratio", "min_value": -1, "max_value": 12},
        {"type": "descriptor", "min_value": 0, "max_value": 1},
    ],
    "vocab_size_out": 24,
    "vocab_size_in": 68,
    "num_diff_classes": 24,
    "max_difficulty": 12,
    "mapper_idx": {"2": 0, "50265": 1},
    "num_mapper_classes": 2,
    "descriptor_idx": {"jump aim": 0},
    "num_descriptor_classes": 1,
}


def said_by(vocabulary: Vocabulary) -> int:
    """How many ids a network can say."""
    return max(span.end for span in vocabulary.output.values())


def test_ranges_follow_one_another_from_the_offset_on() -> None:
    vocabulary = Vocabulary.from_dict(SMALL)
    assert vocabulary.encode(Event(Kind.TIME, 0)) == 5
    assert vocabulary.encode(Event(Kind.TIME, 9)) == 14
    assert vocabulary.encode(Event(Kind.X, -4)) == 15
    assert vocabulary.difficulty(0) == 24
    assert said_by(vocabulary) == 24


def test_every_id_decodes_to_the_event_that_encodes_to_it() -> None:
    vocabulary = Vocabulary.from_dict(SMALL)
    for token in range(5, 68):
        event = vocabulary.decode(token)
        assert event is not None
        assert vocabulary.encode(event) == token
    assert [vocabulary.decode(token) for token in (0, 4, 68)] == [None, None, None]


def test_unknown_mappers_share_an_id_of_their_own() -> None:
    vocabulary = Vocabulary.from_dict(SMALL)
    assert vocabulary.mapper(50265) == 50
    assert vocabulary.mapper(7) == vocabulary.mapper(None) == 51


def test_a_ratio_has_a_value_for_nothing_and_for_all() -> None:
    vocabulary = Vocabulary.from_dict(SMALL)
    start = vocabulary.conditioning[Kind.HOLD_NOTE_RATIO].start
    shares = (0.0, 0.04, 0.05, 0.15, 0.95, 1.0, None)
    values = [vocabulary.ratio(Kind.HOLD_NOTE_RATIO, share) - start - 1 for share in shares]
    assert values == [-1, 0, 0, 2, 10, 11, 12]


def test_a_style_word_the_checkpoint_does_not_know_has_no_id() -> None:
    vocabulary = Vocabulary.from_dict(SMALL)
    assert vocabulary.descriptor("jump aim") == 66
    assert vocabulary.descriptor("jump aims") is None
    assert vocabulary.descriptor(None) == 67


def test_a_value_outside_its_range_is_refused() -> None:
    with pytest.raises(ValueError, match="t 10 is outside 0 to 9"):
        Vocabulary.from_dict(SMALL).encode(Event(Kind.TIME, 10))


@pytest.mark.parametrize(
    "content", ["", "[]", '{"event_ranges": []}', json.dumps(SMALL | {"vocab_size_in": 69})]
)
def test_a_file_that_is_no_vocabulary_is_named(tmp_path: Any, content: str) -> None:
    path = tmp_path / "tokenizer.json"
    path.write_text(content)
    with pytest.raises(EngineError, match=r"tokenizer\.json is not the vocabulary"):
        Vocabulary.load(path)


@pytest.mark.parametrize("preset", PRESETS)
def test_the_vocabulary_is_the_published_one(preset: str) -> None:
    vocabulary, golden = checkpoint(preset).vocabulary, document(preset, "vocab.json")
    for part, spans in (("output", vocabulary.output), ("input", vocabulary.conditioning)):
        for entry in golden[part]:
            span = spans[Kind(entry["type"])]
            assert (span.start, span.end, span.low, span.high) == (
                entry["start"],
                entry["end"],
                entry["min_value"],
                entry["max_value"],
            )
        assert len(spans) == len(golden[part])
    assert vocabulary.context_start == golden["context_sos"]
    assert vocabulary.context_end == golden["context_eos"]
    assert said_by(vocabulary) == golden["vocab_size_out"]
    print(f"{preset}: {golden['vocab_size_in']} ids equal")


@pytest.mark.parametrize("preset", PRESETS)
def test_conditioning_values_become_the_published_ids(preset: str) -> None:
    vocabulary = checkpoint(preset).vocabulary

    def share(kind: Kind, text: str) -> int:
        return vocabulary.ratio(kind, None if text == "None" else float(text))

    def position(text: str) -> int:
        time, length = text.split("/")
        return vocabulary.song_position(float(time), float(length))

    ways: dict[str, Callable[[str], int]] = {
        "difficulty": lambda text: vocabulary.difficulty(float(text)),
        "circle_size": lambda text: vocabulary.circle_size(float(text)),
        "song_length_ms": lambda text: vocabulary.song_length(float(text)),
        "global_sv": lambda text: vocabulary.global_sv(float(text)),
        "hold_note_ratio": lambda text: share(Kind.HOLD_NOTE_RATIO, text),
        "scroll_speed_ratio": lambda text: share(Kind.SCROLL_SPEED_RATIO, text),
        "song_position": position,
        "year": lambda text: vocabulary.year(None if text == "unknown" else int(text)),
    }
    compared = 0
    for name, examples in document(preset, "vocab.json")["examples"].items():
        for text, token in examples.items():
            assert ways[name](text) == token, (name, text)
            compared += 1
    print(f"{preset}: {compared} conditioning ids equal")
