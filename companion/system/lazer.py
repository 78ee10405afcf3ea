"""osu!(lazer): where it puts a mapset that is edited externally.

lazer keeps its files by hash. "Edit externally" copies the set into a folder of the system's temporary folder
that is named by the set's SHA-256; "Finish editing and import changes" takes every file of it back in and
deletes the folder.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

_MOUNT = re.compile(r"[0-9a-f]{64}")


def is_mount(mapset: Path) -> bool:
    """Whether a folder is a mapset that lazer has out for editing."""
    return _MOUNT.fullmatch(mapset.name) is not None


def find_mounts(home: Path | None = None, environment: Mapping[str, str] | None = None) -> Path | None:
    """The folder in which lazer mounts mapsets; none where there is no lazer."""
    home, environment = home or Path.home(), os.environ if environment is None else environment
    if any((data / "client.realm").is_file() for data in _data_folders(home, environment)):
        return Path(tempfile.gettempdir()).resolve()
    return None


def _data_folders(home: Path, environment: Mapping[str, str]) -> list[Path]:
    if sys.platform == "darwin":
        return [home / "Library" / "Application Support" / "osu"]
    roaming, data = environment.get("APPDATA"), environment.get("XDG_DATA_HOME")
    folders = [Path(base) / "osu" for base in (roaming, data) if base]
    sandboxed = home / ".var" / "app" / "sh.ppy.osu" / "data" / "osu"
    return [*folders, home / ".local" / "share" / "osu", sandboxed]
