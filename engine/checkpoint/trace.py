"""Every call of the network, as lines of JSON that can be compared with another implementation's."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from engine.checkpoint.audio import Window
from engine.checkpoint.conditioning import Conditions
from engine.checkpoint.decoding import Question
from engine.checkpoint.events import ContextKind


@dataclass
class Trace:
    """A file to which a line is added for every window of every context.

    Attributes:
        task: written into each line.
    """

    path: Path
    task: str

    def add(
        self,
        context: ContextKind,
        window: Window,
        lookback: float,
        lookahead: float,
        question: Question,
        generated: list[int],
        told: Conditions | None,
        candidate: int | None = None,
    ) -> None:
        """Write one line: times in ms, ids as numbers; the candidate's number when there are several."""
        line: dict[str, object] = {
            "task": self.task,
            "window": window.index,
            "context": str(context),
            "start_ms": window.start,
            "lookback_ms": lookback,
            "lookahead_ms": lookahead,
            "prompt": question.prompt,
            "generated": generated,
        }
        if question.negative is not None:
            line["negative_prompt"] = question.negative
        if candidate is not None:
            line["candidate"] = candidate
        if told is not None:
            line["conditioning"] = {
                "difficulty": [told.difficulty],
                "mapper_idx": [told.mapper],
                "song_position": [list(told.position)],
            }
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")
