"""The tray's menu as plain data: what it offers, and what each entry does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from companion import NAME, PACKAGE
from companion.messages import Accept, Ask, CancelJob, Command, OpenPage, Pause, Quit, Resume, Undo
from companion.requests import PREFIX
from companion.telling.notice import TrayState
from companion.telling.words import version_of

STARS = (1.5, 2.0, 2.5, 3.0, 3.5, 4.0, 4.5, 5.0, 5.5, 6.0, 6.5, 7.0)
"""Of a guest difficulty, to choose from."""


@dataclass(frozen=True)
class Open:
    """Open a file or folder as a double click would."""

    path: Path


@dataclass(frozen=True)
class StartWithSystem:
    """Switch that on or off."""

    on: bool


@dataclass(frozen=True)
class ShowReport:
    """Open the last report on a difficulty."""

    map: Path


Action = Command | Open | StartWithSystem | ShowReport


@dataclass(frozen=True)
class Entry:
    """One line of the menu.

    Attributes:
        label: its text.
        does: what a click does; none: it only says something, or opens further entries.
        enabled: it can be clicked.
        checked: it has a check mark, set or not; none: it has none.
        default: a click on the icon itself does this.
        entries: the entries it opens.
    """

    label: str
    does: Action | None = None
    enabled: bool = True
    checked: bool | None = None
    default: bool = False
    entries: tuple[Entry, ...] = ()


Menu = tuple[Entry | None, ...]
"""None is a separating line."""


class Stands(BaseModel):
    """What stands in the menu from now on, as the icon's process says it.

    Attributes:
        offers: each entry that can be chosen, as the labels that lead to it.
        says: the labels of the others, which lie at the top.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    offers: tuple[tuple[str, ...], ...]
    says: tuple[str, ...]

    @classmethod
    def of(cls, entries: Menu) -> Stands:
        """What stands in a menu."""
        greyed = tuple(entry.label for entry in entries if entry is not None and not entry.enabled)
        return cls(offers=tuple(_paths(entries)), says=greyed)


@dataclass(frozen=True)
class Places:
    """What the menu can open."""

    songs: Path
    log: Path
    settings_file: Path
    data: Path


def menu(state: TrayState, places: Places, *, starts_with_system: bool) -> Menu:
    """Everything the menu offers now."""
    return (
        _said(state.line),
        None,
        *_for_difficulty(state.difficulty),
        None,
        _queue(state),
        _recent(state),
        Entry("Undo the last result", Undo(), enabled=state.undoable),
        _report(state),
        None,
        *_pauses(state),
        None,
        Entry("Open the page", OpenPage(), default=True),
        Entry("Models", OpenPage(at="models")),
        Entry("Open the Songs folder", Open(places.songs)),
        Entry("Open the settings", Open(places.settings_file)),
        Entry("Open the log", Open(places.log)),
        Entry("Start with the system", StartWithSystem(not starts_with_system), checked=starts_with_system),
        _about(places),
        Entry("Quit", Quit()),
    )


def _said(text: str) -> Entry:
    return Entry(text, enabled=False)


def _for_difficulty(path: Path | None) -> Sequence[Entry]:
    if path is None:
        return [_said("Save a difficulty in the editor to work on it")]

    def ask(marker: str) -> Ask:
        return Ask(map=path, marker=PREFIX + marker)

    guests = tuple(Entry(f"{stars} stars", ask(f"guest={stars}")) for stars in STARS)
    return [
        _said(path.stem),
        Entry("Remap between bookmarks", ask("remap")),
        Entry("Hitsound", ask("hitsounds")),
        Entry("Time the song", ask("timing")),
        Entry("Mod now", ask("mod")),
        Entry("Guest difficulty", entries=guests),
    ]


def _queue(state: TrayState) -> Entry:
    if not state.queue:
        return Entry("Queue", enabled=False)
    jobs = tuple(
        Entry(each.label, entries=(Entry("Cancel", CancelJob(job=each.job)),)) for each in state.queue
    )
    return Entry(f"Queue ({len(jobs)})", entries=jobs)


def _recent(state: TrayState) -> Entry:
    if not state.recent:
        return Entry("Recent results", enabled=False)
    results = tuple(
        Entry(
            each.label,
            entries=(
                Entry("Keep", Accept(job=each.job)),
                Entry("Undo", Undo(job=each.job)),
                Entry("Open its folder", Open(each.path.parent)),
            ),
        )
        for each in state.recent
    )
    return Entry("Recent results", entries=results)


def _report(state: TrayState) -> Entry:
    if state.report is None:
        return Entry("Last report", enabled=False)
    label = f"Last report: {version_of(state.report)}" + (f", {state.news}" if state.news else "")
    return Entry(label, ShowReport(state.report))


def _pauses(state: TrayState) -> Sequence[Entry]:
    paused, playing = state.paused == "yes", state.paused == "playing"
    return [
        Entry("Pause", Resume() if paused else Pause(), checked=paused),
        Entry(
            "Pause until I stop playing",
            Resume() if playing else Pause(until_play_ends=True),
            checked=playing,
        ),
    ]


def _about(places: Places) -> Entry:
    return Entry(
        f"About {NAME}",
        entries=(
            _said(f"Version {version(PACKAGE)}"),
            _said("What it makes is generated: disclose it, and look it over"),
            Entry("Open its own folder (backups, job list)", Open(places.data)),
        ),
    )


def _paths(entries: Sequence[Entry | None]) -> Iterator[tuple[str, ...]]:
    """The labels that lead to each entry that can be chosen, from the top down."""
    for entry in entries:
        if entry is not None and entry.enabled:
            yield (entry.label,)
            yield from ((entry.label, *below) for below in _paths(entry.entries))
