"""The menu as data: what it offers when."""

from __future__ import annotations

from pathlib import Path

from companion.messages import Accept, Ask, CancelJob, OpenPage, Pause, Resume, Undo
from companion.telling import Queued, Recent, TrayState
from companion.telling.menu import STARS, Entry, Places, ShowReport, Stands, menu

PLACES = Places(Path("Songs"), Path("log"), Path("companion.toml"), Path("data"))
MAP = Path("Songs/1 set/Artist - Song (Mapper) [Hard].osu")


def entry(state: TrayState, *labels: str) -> Entry:
    entries = menu(state, PLACES, starts_with_system=False)
    for label in labels:
        (found,) = [each for each in entries if each is not None and each.label.startswith(label)]
        entries = found.entries
    return found


def test_tasks_are_asked_for_as_a_marker_would() -> None:
    state = TrayState("idle", "", MAP)
    assert entry(state, "Remap between bookmarks").does == Ask(map=MAP, marker="companion:remap")
    assert entry(state, "Mod now").does == Ask(map=MAP, marker="companion:mod")
    guests = entry(state, "Guest difficulty").entries
    assert [each.does for each in guests] == [
        Ask(map=MAP, marker=f"companion:guest={stars}") for stars in STARS
    ]


def test_without_a_difficulty_it_says_how_to_get_one() -> None:
    labels = [each.label for each in menu(TrayState("idle", ""), PLACES, starts_with_system=False) if each]
    assert "Save a difficulty in the editor to work on it" in labels
    assert "Hitsound" not in labels


def test_what_cannot_be_done_cannot_be_clicked() -> None:
    for label in ("Queue", "Recent results", "Undo the last result", "Last report"):
        assert not entry(TrayState("idle", ""), label).enabled


def test_queue_and_results_have_their_actions() -> None:
    recent = Recent(3, "Hard (remap) - set", MAP)
    state = TrayState("busy", "", MAP, (Queued(5, "Hitsounding"),), (recent,), undoable=True)
    assert entry(state, "Queue", "Hitsounding", "Cancel").does == CancelJob(job=5)
    assert entry(state, "Recent results", "Hard", "Keep").does == Accept(job=3)
    assert entry(state, "Recent results", "Hard", "Undo").does == Undo(job=3)


def test_a_pause_is_ended_by_its_own_entry() -> None:
    paused = TrayState("paused", "", paused="yes")
    assert (entry(paused, "Pause until").checked, entry(paused, "Pause until").does) == (
        False,
        Pause(until_play_ends=True),
    )
    playing = TrayState("paused", "", paused="playing")
    assert (entry(playing, "Pause until").checked, entry(playing, "Pause until").does) == (True, Resume())


def test_the_last_report_says_what_is_new_in_it() -> None:
    found = entry(TrayState("news", "", report=MAP, news="2 new"), "Last report")
    assert found.label == "Last report: Hard, 2 new"
    assert found.does == ShowReport(MAP)


def test_the_page_is_opened_at_the_jobs_or_at_the_models() -> None:
    idle = TrayState("idle", "")
    assert entry(idle, "Open the page").does == OpenPage()
    assert entry(idle, "Models").does == OpenPage(at="models")


def test_what_stands_in_it_is_each_entry_with_its_way_and_what_is_only_said() -> None:
    state = TrayState("busy", "Hitsounding", MAP, (Queued(5, "Hitsounding"),))
    stands = Stands.of(menu(state, PLACES, starts_with_system=False))
    assert stands.says == ("Hitsounding", MAP.stem, "Recent results", "Undo the last result", "Last report")
    assert stands.offers[:2] == (("Remap between bookmarks",), ("Hitsound",))
    queue = stands.offers.index(("Queue (1)",))
    assert stands.offers[queue + 2] == ("Queue (1)", "Hitsounding", "Cancel")
    assert stands.offers[-1] == ("Quit",)
