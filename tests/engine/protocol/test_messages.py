"""Every message survives the pipe."""

from __future__ import annotations

from engine.protocol import Outcome, Report, Result, Suggestion, encode, from_worker


def test_a_suggestion_about_the_whole_difficulty_has_no_time_on_either_side() -> None:
    whole = Suggestion(
        id="a.x.1",
        category="Files",
        check="a",
        source="rule",
        severity="problem",
        score=20.0,
        message="The background is missing.",
    )
    message = Result(id="1", outcome=Outcome(engine="rules", report=Report(suggestions=(whole,))))
    assert from_worker.validate_json(encode(message)) == message
