"""`companion mod`: look at a difficulty, a mapset or a whole Songs folder, without the daemon."""

from __future__ import annotations

import hashlib
import json
import queue
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.progress import track
from rich.table import Table

from companion.cli.asking import Refused
from companion.messages import WorkerDied, WorkerSaid
from companion.reports import Delta, Reports, compare
from companion.requests import difficulties_in, is_text, unreadable
from companion.telling.words import mod_story
from companion.workers import WorkerProcess, command_of
from engine.osu import format_timestamp
from engine.osu.sections import readable
from engine.protocol import EngineChoice, Failure, Report, Result, mod_run
from engine.protocol.report import SEVERITIES

CLEAN, WARNINGS, PROBLEMS = 0, 3, 4
"""Exit statuses: nothing above minor; warnings; problems."""

COLOURS = {"problem": "red", "warning": "yellow", "minor": "dim"}


class NotModdedError(Refused):
    """A difficulty cannot be modded; the message says why."""


@dataclass(frozen=True)
class Modded:
    """A difficulty with what there is to say, and what changed since it was last modded in another state."""

    path: Path
    report: Report
    delta: Delta | None


class Modder:
    """An engine process that mods difficulties one after the other.

    Args:
        engine: who judges beside the rules.
        model: the checkpoint, if one does.
    """

    def __init__(self, engine: EngineChoice = "auto", model: str | None = None) -> None:
        self._engine, self._model = engine, model
        self._said: queue.SimpleQueue[WorkerSaid | WorkerDied] = queue.SimpleQueue()
        self._worker = WorkerProcess("modding", command_of("local"), self._said.put)

    def mod(self, path: Path, content: bytes) -> Report:
        """Look at a difficulty with this content.

        Raises:
            NotModdedError: it cannot be done.
        """
        self._worker.send(mod_run(path, content, "1", self._engine, self._model))
        while True:
            said = self._said.get()
            if isinstance(said, WorkerDied):
                raise NotModdedError(f"The engine broke down: {said.last_words.splitlines()[-1]}")
            match said.message:
                case Result(outcome=outcome) if outcome.report is not None:
                    return outcome.report
                case Failure(message=message, hint=hint):
                    named = message if path.name in message else f"{path.name}: {message}"
                    raise NotModdedError(f"{named} {hint}".strip())

    def close(self) -> None:
        """Send the process home."""
        self._worker.dismiss()


@contextmanager
def modder(engine: EngineChoice, model: str | None) -> Iterator[Modder]:
    """A modder that is sent home at the end."""
    made = Modder(engine, model)
    try:
        yield made
    finally:
        made.close()


def difficulties(place: Path) -> list[Path]:
    """The difficulties of a mapset, or of all mapsets of a folder; a single one is itself."""
    if place.is_file():
        return [place.resolve()]
    folder = place.resolve()
    here = difficulties_in(folder)
    return here or [
        path for each in sorted(folder.iterdir()) if each.is_dir() for path in difficulties_in(each)
    ]


def look(path: Path, engine: Modder, reports: Reports, *, again: bool = True) -> Modded:
    """Mod a difficulty and keep the report.

    Args:
        path: the difficulty.
        engine: looks at it.
        reports: where it is kept.
        again: also when this very content was modded before.

    Raises:
        NotModdedError: it cannot be done.
    """
    if not is_text(path):
        raise NotModdedError(f"{readable(str(path))} has a name that cannot be read as text. Rename it.")
    try:
        content = path.read_bytes()
    except OSError as error:
        raise NotModdedError(unreadable(error)) from error
    sha256 = hashlib.sha256(content).hexdigest()
    known = None if again else reports.latest(path)
    if known is not None and known.sha256 == sha256:
        report = known.report
    else:
        report = engine.mod(path, content)
        reports.add(path, content, report)
    ignoring = reports.ignoring(path)
    before = reports.latest(path, other_than=sha256)
    kept = ignoring.thin(report)
    delta = compare(ignoring.thin(before.report), kept) if before is not None else None
    return Modded(path, kept, delta)


def look_at_all(paths: Sequence[Path], engine: Modder, reports: Reports) -> Iterator[Modded | NotModdedError]:
    """Mod many difficulties; what was modded before is not looked at again, so it can be broken off."""
    for path in track(paths, "Modding", console=Console(stderr=True), transient=True):
        try:
            yield look(path, engine, reports, again=False)
        except NotModdedError as error:
            yield error


def show(modded: Modded, *, since_last: bool) -> None:
    """Print a report, or what is new and fixed since the last one."""
    console = Console()
    report = modded.report
    if since_last and modded.delta is not None:
        console.print(f"[bold]{escape(modded.path.name)}[/]: {_counts(modded.delta)}", highlight=False)
        report = Report(suggestions=modded.delta.new)
        for each in modded.delta.fixed:
            console.print(f"  [green]fixed[/] {escape(each.message)}", highlight=False)
    else:
        console.print(f"[bold]{escape(modded.path.name)}[/]: {mod_story(report)}", highlight=False)
    if report.suggestions:
        table = Table("Time", "Severity", "Bits", "Category", "What", "Check", box=None)
        for each in report.suggestions:
            when = format_timestamp(each.time) if each.time is not None else "-"
            colour = COLOURS[each.severity]
            severity = f"[{colour}]{each.severity}[/]"
            table.add_row(
                when, severity, f"{each.score:.1f}", each.category, escape(each.message), each.check
            )
        console.print(table, highlight=False)
    for note in modded.report.notes:
        console.print(f"  {escape(note)}", style="dim", highlight=False)


def plain(modded: Modded, *, since_last: bool) -> str:
    """A report as JSON for other programs."""
    report = modded.report
    if since_last and modded.delta is not None:
        report = report.model_copy(update={"suggestions": modded.delta.new})
    values = {"map": str(modded.path), **report.model_dump(mode="json")}
    if modded.delta is not None:
        values["fixed"] = [each.model_dump(mode="json") for each in modded.delta.fixed]
    return json.dumps(values, ensure_ascii=False)


def status(reports: Iterable[Report]) -> int:
    """The exit status that says how grave the gravest suggestion is."""
    severities = {each.severity for report in reports for each in report.suggestions}
    gravest = next((each for each in SEVERITIES if each in severities), "minor")
    return {"problem": PROBLEMS, "warning": WARNINGS, "minor": CLEAN}[gravest]


def _counts(delta: Delta) -> str:
    return f"{len(delta.new)} new, {len(delta.fixed)} fixed since the last look"
