"""The mapper's settings file: what stands in it, however it was saved."""

from __future__ import annotations

import codecs
import tomllib
from pathlib import Path
from typing import Any


def written_in(path: Path) -> dict[str, Any]:
    """The values of a settings file; none where there is no file.

    Raises:
        OSError: it cannot be read.
        UnicodeDecodeError: it is no text.
        TOMLDecodeError: it is no TOML.
    """
    return tomllib.loads(text_of(path.read_bytes())) if path.is_file() else {}


def text_of(data: bytes) -> str:
    """What a mapper wrote: Notepad writes UTF-16 or a BOM when it feels like it.

    Raises:
        UnicodeDecodeError: it is no text.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16")
    return data.decode("utf-8-sig")
