"""A request file, or the words of a command line, as a request."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pydantic import AliasChoices, ValidationError

from companion.requests.between import EXAMPLES, resolve
from companion.requests.errors import RequestError, near
from companion.requests.mapset import audio_of, find, is_text, named_audio, newest
from companion.requests.request import Request
from engine.osu import DecodeError, Document, parse_timestamp
from engine.protocol import Options, Task
from settings.complaint import complaint
from settings.file import text_of

LARGEST = 64 * 1024
"""Bytes of a request file."""

OWN_KEYS = ("task", "map", "between", "engine", "model", "in_place")

PART = ("between", "start", "end")
"""Keys that say which part of a difficulty is meant."""

WHOLE = "all"
"""What `between` says of every task but remap, if anything."""

NEED_A_MAP = (Task.REMAP, Task.GUEST, Task.HITSOUNDS, Task.MOD)

IN_PLACE = (Task.REMAP, Task.HITSOUNDS)

EXAMPLE = 'task = "remap" and between = "01:02:345 - 01:10:000"'


def read_request(path: Path, own: Callable[[str], bool]) -> Request:
    """The request in a file beside a difficulty.

    Args:
        path: the file.
        own: whether a content (SHA-256) was written by the companion: such a difficulty is never meant.

    Raises:
        RequestError: what to mend, with an example.
        FileNotFoundError: the file is gone.
    """
    data = path.read_bytes()
    if len(data) > LARGEST:
        raise RequestError(f"A request has at most {LARGEST // 1024} KB. {EXAMPLE} is enough.")
    try:
        text = text_of(data)
    except UnicodeDecodeError as error:
        raise RequestError("This cannot be read as text. Save the file as UTF-8.") from error
    try:
        written = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RequestError(f"This is not readable: {error}. Text stands in quotes: {EXAMPLE}.") from error
    return complete(written, path.parent, own, text)


def complete(written: dict[str, Any], mapset: Path, own: Callable[[str], bool], text: str = "") -> Request:
    """A request from the keys a mapper wrote, with everything else filled in.

    Raises:
        RequestError: what to mend, with an example.
    """
    values = dict(written)
    task = _task(values.pop("task", None))
    wanted = values.pop("map", None)
    between = values.pop("between", None)
    engine, model = values.pop("engine", "auto"), values.pop("model", None)
    in_place = values.pop("in_place", False)
    _check_keys(values)
    _check_fit(task, written)
    map_path = find(mapset, _string("map", wanted)) if wanted is not None else newest(mapset, own)
    if map_path is None and task in NEED_A_MAP:
        raise RequestError(f"{task} works on a difficulty, and there is none in this folder yet.")
    options = _options(values)
    if task is Task.REMAP and map_path is not None:
        options = _with_range(options, between, map_path)
    # a difficulty whose song is missing can still be modded
    audio = named_audio(map_path) if task is Task.MOD and map_path else audio_of(mapset, map_path)
    if not is_text(map_path or mapset) or not is_text(audio):
        raise RequestError(
            "The name of the mapset's folder or of a file cannot be read as text. Rename it and ask again."
        )
    try:
        return Request(
            task=task,
            mapset=mapset,
            map=map_path,
            audio=audio,
            options=options,
            in_place=in_place,
            engine=engine,
            model=model,
            written=text,
        )
    except ValidationError as error:
        raise RequestError(_explained(error)) from error


def _task(value: object) -> Task:
    if value is None:
        raise RequestError(f"The task is missing. Write for example {EXAMPLE}.")
    try:
        return Task(str(value))
    except ValueError:
        raise RequestError(f'There is no task "{value}".{near(str(value), list(Task))}') from None


def _string(key: str, value: object) -> str:
    if not isinstance(value, str):
        example = '"01:02:345 - 01:10:000"' if key == "between" else '"Insane"'
        raise RequestError(f"{key} = {value} should be text in quotes: {key} = {example}.")
    return value


def known_keys() -> list[str]:
    """Every key a request may have."""
    keys = list(OWN_KEYS)
    for name, info in Options.model_fields.items():
        alias = info.validation_alias
        keys += [str(each) for each in alias.choices] if isinstance(alias, AliasChoices) else [name]
    return keys


def _check_keys(values: dict[str, Any]) -> None:
    known = known_keys()
    for key in values:
        if key not in known:
            raise RequestError(f'There is no key "{key}".{near(key, known)}')


def _check_fit(task: Task, written: dict[str, Any]) -> None:
    """Refuse what would be passed over with this task: the mapper counts on it."""
    if written.get("in_place") and task not in IN_PLACE:
        raise RequestError(
            f"in_place goes with {' and '.join(IN_PLACE)} only; {task} makes a new difficulty."
        )
    part = next((key for key in PART if written.get(key) not in (None, WHOLE)), None)
    if part is not None and task is not Task.REMAP:
        raise RequestError(f"{part} goes with remap only; {task} works on the whole difficulty.")


def _options(values: dict[str, Any]) -> Options:
    values = {key: _time(key, value) if key in ("start", "end") else value for key, value in values.items()}
    try:
        return Options.model_validate(values)
    except ValidationError as error:
        raise RequestError(_explained(error)) from error


def _time(key: str, value: object) -> float:
    try:
        return parse_timestamp(str(value))
    except ValueError as error:
        raise RequestError(f"{key}: {error}.") from error


def _with_range(options: Options, between: object, map_path: Path) -> Options:
    if between is None:
        if options.start is None or options.end is None:
            raise RequestError(f"remap needs to know which part. {EXAMPLES}")
        if options.end <= options.start:
            raise RequestError(
                'end lies before start. Write for example start = "01:02:345" and end = "01:10:000".'
            )
        return options
    try:
        beatmap = Document.read(map_path).beatmap
    except DecodeError as error:
        raise RequestError(f"{error}. Open the difficulty in the editor and save it again.") from error
    start, end = resolve(_string("between", between), beatmap)
    return options.model_copy(update={"start": start, "end": end})


def _explained(error: ValidationError) -> str:
    first = error.errors()[0]
    key = str(first["loc"][0])
    field = Options.model_fields.get(key)
    if first["type"] == "tuple_type":
        return f'{key} is a list: {key} = ["{first["input"]}"].'
    what = f" {field.description}" if field is not None and field.description else ""
    return f"{key} = {first['input']!r}: {complaint(error)}.{what}"
