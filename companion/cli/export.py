"""`companion export`: a mapset as one file that osu! imports."""

from __future__ import annotations

import zipfile
from pathlib import Path

from companion.requests import ERROR_SUFFIX, REQUEST_SUFFIX
from companion.writing.atomic import TEMPORARY_MARK


def pack(mapset: Path, output: Path) -> Path:
    """Write a mapset as .osz: everything in it but the companion's own files.

    The file is whole or not there; one of that name is replaced.

    Raises:
        OSError: a file cannot be read, or this one not written.
    """
    unfinished = output.with_name(f"{TEMPORARY_MARK}{output.name}.tmp")
    try:
        with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as osz:
            for path in sorted(mapset.rglob("*")):
                if path.is_file() and path != unfinished and not _is_ours(path.name):
                    osz.write(path, path.relative_to(mapset).as_posix())
        unfinished.replace(output)
    finally:
        unfinished.unlink(missing_ok=True)
    return output


def _is_ours(name: str) -> bool:
    return name.endswith((REQUEST_SUFFIX, ERROR_SUFFIX)) or name.startswith(TEMPORARY_MARK)
