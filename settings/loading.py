"""Reading the settings, and explaining them."""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ValidationError

from settings.complaint import complaint
from settings.file import written_in
from settings.folders import folders
from settings.schema import Settings


class SettingsError(Exception):
    """A setting cannot be used; the message says which, where and what to write."""


def load() -> Settings:
    """The settings from environment and file.

    Raises:
        SettingsError: one of them makes no sense.
    """
    path = folders().settings_file
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        known = ", ".join(Settings.model_fields)
        if first["type"] == "extra_forbidden":
            raise SettingsError(f"There is no setting {key!r} in {path}. There are: {known}.") from error
        where = _variable(key) if _variable(key) in os.environ else path
        raise SettingsError(f"{key} = {first['input']!r} in {where}: {complaint(error)}.") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path} cannot be read as text. Save the file as UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(
            f'{path} is not readable: {error}. Text stands in quotes: key = "value".'
        ) from error


@dataclass(frozen=True)
class Row:
    """One setting, explained."""

    key: str
    value: str
    origin: str
    explanation: str


def documentation(settings: Settings) -> list[Row]:
    """Every setting with its value, where that came from, and what it does."""
    return _rows(settings, written_in(folders().settings_file), "")


def _rows(model: BaseModel, written: dict[str, Any], prefix: str) -> list[Row]:
    rows: list[Row] = []
    for name, field in type(model).model_fields.items():
        value = getattr(model, name)
        if isinstance(value, BaseModel):
            rows += _rows(value, written.get(name, {}), f"{prefix}{name}.")
            continue
        key = f"{prefix}{name}"
        variable = _variable(key)
        origin = variable if variable in os.environ else "file" if name in written else "default"
        rows.append(Row(key, _shown(value), origin, field.description or ""))
    return rows


def _variable(key: str) -> str:
    """The name of a setting in the environment."""
    return "COMPANION_" + key.upper().replace(".", "__")


def _shown(value: object) -> str:
    if value is None:
        return "(none)"
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
