"""A settings file to begin with: every setting with what it does, none of them set."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel

from settings.schema import Settings

HEADER = """# Settings of the osu! companion.
# Take away the # in front of a line to set it, then start the companion anew.
# Write folders in single quotes: songs = 'D:\\osu!\\Songs'

"""


def write_template(path: Path) -> None:
    """Write the file unless there is one.

    Raises:
        OSError: it cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(template())
    except FileExistsError:
        return


def template() -> str:
    """Its text: every setting as a comment, with its default."""
    return HEADER + "\n".join(_lines(Settings, Settings.model_construct()))


def _lines(kind: type[BaseModel], defaults: BaseModel) -> Iterator[str]:
    sections: list[tuple[str, BaseModel]] = []
    for name, field in kind.model_fields.items():
        value = getattr(defaults, name)
        if isinstance(value, BaseModel):
            sections.append((name, value))
            continue
        yield f"# {field.description}"
        yield f"#{name} = {json.dumps(value, ensure_ascii=False) if value is not None else '...'}"
        yield ""
    for name, section in sections:
        yield f"#[{name}]"
        yield from _lines(type(section), section)
