"""Mod a difficulty: rules, its own norms, and a checkpoint where one is chosen; nothing is written."""

from __future__ import annotations

from pathlib import Path

from engine.errors import EngineError
from engine.mapper import checkpoint_mapper
from engine.modding import Check, Finding, Mapset, ModelMemory, SetFile, Subject, mod, model_findings
from engine.osu import DecodeError, Document
from engine.protocol import Outcome
from engine.song import listen
from engine.tasks.work import Work


def mod_difficulty(work: Work) -> Outcome:
    """Everything there is to say about the difficulty, most important first."""
    document = work.document
    notes: list[str] = []
    onsets = None
    try:
        work.report.step("Listening to the song", 0.05)
        onsets = listen(work.audio_path, work.cache)
    except EngineError as error:
        notes.append(f"{error.message} The song was not listened to.")
    work.report.step("Looking at the map", 0.3)
    subject = Subject(
        document,
        _mapset(work, notes),
        onsets,
        onsets.frame * len(onsets.envelope) if onsets is not None else None,
        lambda: work.report.step("Looking at the map", 0.3),
    )
    engine = "rules"
    more: list[tuple[Check, Finding]] = []
    if work.run.model is not None and work.run.engine != "builtin":
        try:
            mapper = checkpoint_mapper(work.run.model)
            work.report.step("Asking the model", 0.35)
            told = _MEMORY.surprises(mapper, work.song, subject, work.options, work.report)
            more = list(model_findings(subject, told))
            engine = f"rules, {mapper.name}"
        except EngineError as error:
            notes.append(f"{error.message} {error.hint} The model was not asked.")
    report = mod(subject, more=more)
    report = report.model_copy(update={"notes": (*report.notes, *notes, *work.report.notes)})
    return Outcome(engine=engine, report=report)


_MEMORY = ModelMemory()
"""Lives as long as the engine process: the next save of the same difficulty is read around the edit only."""


def _mapset(work: Work, notes: list[str]) -> Mapset:
    others = []
    for file in work.run.others:
        try:
            others.append(Document.from_bytes(work.files[file.sha256].read_bytes(), file.name))
        except DecodeError as error:
            notes.append(f"{error}: it was left out.")
    files = tuple(SetFile(each.name, each.size, _readable(each.path)) for each in work.run.listing)
    storyboard = next((each.path for each in files if each.name.lower().endswith(".osb")), None)
    return Mapset(tuple(others), files, _text(storyboard, notes) if storyboard is not None else "")


def _text(storyboard: Path, notes: list[str]) -> str:
    try:
        return storyboard.read_text(encoding="utf-8-sig", errors="replace")
    except OSError as error:  # the game may hold it
        notes.append(f"{storyboard.name} cannot be read ({error.strerror}): it was left out.")
        return ""


def _readable(path: str | None) -> Path | None:
    found = Path(path) if path is not None else None
    return found if found is not None and found.is_file() else None
