"""The words of every message: what happened, and what to press next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from companion.jobs import Entry, Job, State
from companion.system.lazer import is_mount
from companion.telling.notice import Notice
from engine.osu import format_timestamp
from engine.protocol import Report, Suggestion, Task
from engine.protocol.report import SEVERITIES

TOLD = 3
"""Suggestions a notification names; the report has them all."""

DOING = {
    Task.GENERATE: "Mapping a difficulty",
    Task.REMAP: "Remapping a part",
    Task.GUEST: "Mapping a guest difficulty",
    Task.SPREAD: "Mapping a spread",
    Task.HITSOUNDS: "Hitsounding",
    Task.TIMING: "Timing the song",
    Task.MOD: "Modding",
}

IN_SONG_SELECT = "Press F5 in song select to see it."
IN_LAZER = 'Press "Finish editing and import changes" in lazer to see it.'
IN_EDITOR = "Press Ctrl+L in the editor to load it; that drops edits you have not saved."


SHOWN = "The editor shows it."


def done(job: Job, entries: Sequence[Entry], *, shown: bool = False) -> Notice:
    """A result lies in the mapset; with `shown` the editor has loaded it."""
    names = ", ".join(entry.path.name for entry in entries)
    press = IN_EDITOR if job.request.in_place else IN_SONG_SELECT
    if is_mount(job.request.mapset):
        press = IN_LAZER
    if shown:
        press = SHOWN
    body = f"{names} is ready. {press}"
    if job.story:
        body += f" Note: {job.story}"
    return Notice(f"{DOING[job.request.task]}: done", body, entries[0].path.parent if entries else None)


DISCARDED = "None of the versions was kept."


def choose(job: Job, count: int) -> Notice:
    """Several versions wait for the mapper to choose one."""
    body = f"{count} versions for {job.request.mapset.name} are ready. Open the page and keep one."
    return Notice(f"{DOING[job.request.task]}: choose one", body)


def no_candidate(job: int, number: int) -> Notice:
    """There is no such version."""
    return Notice("Nothing to keep", f"Job {job} has no version {number}, or one was kept already.")


def not_kept(job: Job, story: str) -> Notice:
    """A version could not be written; it can be kept later."""
    return Notice("Not written", f"{job.request.mapset.name}: {story} All versions are still there.")


def disclosure(mapset: Path) -> Notice:
    """What the ranking criteria want of generated content; said with the first result."""
    return Notice(
        "Before you upload what I make",
        "It is generated: the ranking criteria want that disclosed, and looked over by you. The ledger"
        " (companion jobs) says what was made, by which engine and seed.",
        mapset,
    )


def ended(job: Job) -> Notice:
    """A job came to an end without a result."""
    title = {
        State.FAILED: f"{DOING[job.request.task]} did not work",
        State.CANCELLED: f"{DOING[job.request.task]}: cancelled",
        State.CONFLICT: "You saved meanwhile; your file was left alone",
    }[job.state]
    return Notice(title, f"{job.request.mapset.name}: {job.story}", job.request.mapset)


def conflict_story(kept: Path) -> str:
    """Why a result was not written, and where it is."""
    return (
        f"You changed its files while the engine worked; they stay as they are. The result is kept as {kept}."
    )


def not_written_story(reason: str, hint: str, kept: Path | None) -> str:
    """Why the system refused, and where the result is."""
    return f"{reason} {hint}" + (f" The result is kept as {kept}." if kept else "")


def request_refused(name: str, reason: str, mapset: Path) -> Notice:
    """A request file could not be understood."""
    where = "The file lies there again as .request.error.toml."
    if is_mount(mapset):
        where = "The file is kept beside the backups, so that lazer does not take it into the mapset."
    return Notice(f"{name} could not be understood", f"{reason} {where}", mapset)


def marker_refused(path: Path, reason: str) -> Notice:
    """A marker in a difficulty's tags could not be understood."""
    return Notice("A marker could not be understood", f"{path.stem}: {reason}", path.parent)


def cannot_ask(path: Path, reason: str) -> Notice:
    """What was clicked cannot be done for this difficulty."""
    return Notice("That cannot be done yet", f"{path.stem}: {reason}", path.parent)


def cannot_cancel(number: int, state: str) -> Notice:
    """There is nothing to stop."""
    return Notice("Nothing to cancel", f"Job {number} is {state}." if state else f"There is no job {number}.")


def nothing_to_undo(number: int | None) -> Notice:
    """There is nothing to take back."""
    which = "There is nothing" if number is None else f"Job {number} wrote nothing"
    return Notice("Nothing to undo", f"{which} that could be taken back.")


def undone(names: Sequence[str], refused: str) -> Notice:
    """A result was taken back, or why not."""
    if refused:
        return Notice("Not undone", refused)
    return Notice(
        "Undone", f"{', '.join(names)}: taken back. A copy is kept in the backups. Press F5 in song select."
    )


def mod_news(path: Path, new: Sequence[Suggestion], fixed: Sequence[Suggestion]) -> Notice:
    """What the last save changed in the eyes of a modder."""
    told = [_suggestion_line(each) for each in new[:TOLD]] or [f"Fixed: {fixed[0].message}"]
    return Notice(f"[{version_of(path)}] {news_counts(new, fixed)}", " ".join(told), path.parent)


def news_counts(new: Sequence[Suggestion], fixed: Sequence[Suggestion]) -> str:
    """`2 new, 1 fixed`."""
    return ", ".join(f"{len(each)} {word}" for each, word in ((new, "new"), (fixed, "fixed")) if each)


def modded(path: Path, report: Report) -> Notice:
    """All there is to say of a difficulty, as it was asked for."""
    told = [_suggestion_line(each) for each in report.suggestions[:TOLD]]
    return Notice(f"[{version_of(path)}] {mod_story(report)}", " ".join(told) or "Well done.", path.parent)


def mod_story(report: Report) -> str:
    """How many suggestions there are, by severity."""
    counts = Counter(each.severity for each in report.suggestions)
    parts = [f"{counts[each]} {each}{'s' * (counts[each] != 1)}" for each in SEVERITIES[:2] if counts[each]]
    parts += [f"{counts['minor']} minor"] if counts["minor"] else []
    return ", ".join(parts) or "Nothing to say"


def version_of(path: Path) -> str:
    """The difficulty's name in its file name."""
    return path.stem.rpartition("[")[2].rstrip("]")


def _suggestion_line(each: Suggestion) -> str:
    return f"{format_timestamp(each.time)} {each.message}" if each.time is not None else each.message
