"""Changing a setting in the mapper's file: one key, and every other line stays as they wrote it."""

from __future__ import annotations

import os
from pathlib import Path

import tomlkit
from pydantic import ValidationError
from tomlkit.exceptions import ParseError

from settings.complaint import complaint
from settings.file import text_of
from settings.folders import folders
from settings.loading import SettingsError
from settings.schema import Settings

Value = str | float | bool | list[str]


def save(key: str, value: Value | None) -> None:
    """Write a setting into `companion.toml`; it counts from the next start.

    Args:
        key: as the settings are listed, such as `names.remap`.
        value: none: take it out, so that the default counts.

    Raises:
        SettingsError: there is no such setting, it cannot be that, or the file cannot be changed.
    """
    path = folders().settings_file
    try:
        document = tomlkit.parse(text_of(path.read_bytes()) if path.is_file() else "")
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path} cannot be read as text. Save the file as UTF-8.") from error
    except ParseError as error:
        raise SettingsError(f"{path} is not readable: {error}. Mend it first.") from error
    _put(document, key, value)
    try:
        Settings(**document.unwrap())
    except ValidationError as error:
        raise SettingsError(f"{key}: {complaint(error)}.") from error
    try:
        _write(path, tomlkit.dumps(document))
    except OSError as error:
        raise SettingsError(f"{path} cannot be written: {error.strerror}.") from error


def _put(document: tomlkit.TOMLDocument, key: str, value: Value | None) -> None:
    *tables, name = key.split(".")
    place: tomlkit.TOMLDocument | tomlkit.items.Table = document
    for table in tables:
        if table not in place:
            place[table] = tomlkit.table()
        inner = place[table]
        if not isinstance(inner, tomlkit.items.Table):
            raise SettingsError(f"{table} in the file is no [{table}] section.")
        place = inner
    if value is None:
        place.pop(name, None)
    else:
        place[name] = value


def _write(path: Path, text: str) -> None:
    """Whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(".tmp")
    with temporary.open("w", encoding="utf-8", newline="") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
