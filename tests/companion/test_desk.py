"""What the mapper is at, and when a pause for a play is over."""

from __future__ import annotations

from pathlib import Path

from companion.desk import GRACE, Desk

SAVED, OPEN = Path("saved.osu"), Path("open.osu")


def test_the_difficulty_open_in_the_editor_goes_before_the_one_saved_last() -> None:
    assert Desk(saved=SAVED).difficulty == SAVED
    desk = Desk(saved=SAVED).seen(0, playing=False, editing=OPEN)
    assert desk.difficulty == OPEN
    assert desk.seen(1, playing=False, editing=None).difficulty == SAVED


def test_a_pause_for_a_play_ends_when_nothing_was_played_for_a_while() -> None:
    desk = Desk().pause(100, until_play_ends=True)
    assert desk.look_again(100) == GRACE
    desk = desk.seen(150, playing=True, editing=None)
    assert desk.look_again(100 + GRACE) == GRACE, "a play is on"
    desk = desk.seen(400, playing=False, editing=None)
    assert desk.look_again(410) == GRACE - 10, "retries and song select lie between plays"
    assert desk.look_again(400 + GRACE) == 0


def test_a_plain_pause_never_ends_by_itself() -> None:
    desk = Desk().pause(0, until_play_ends=False)
    assert desk.look_again(10 * GRACE) is None
    assert not desk.resume().paused
