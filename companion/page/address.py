"""Where the page of the running companion is: a file only its owner can read, for the command line."""

from __future__ import annotations

import os
from pathlib import Path

NAME = "page.url"


def save_address(folder: Path, url: str) -> None:
    """Leave the address (with its token) for `companion page`.

    Raises:
        OSError: it cannot be written.
    """
    path = folder / NAME
    path.unlink(missing_ok=True)  # so that the rights are those given here
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(url)


def read_address(folder: Path) -> str | None:
    """The address of the page, if one is open."""
    try:
        return (folder / NAME).read_text(encoding="ascii")
    except FileNotFoundError:
        return None


def remove_address(folder: Path) -> None:
    """The page is closed."""
    (folder / NAME).unlink(missing_ok=True)
