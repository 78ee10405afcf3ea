"""Songs folder, watches, disk, start with the system, versions."""

from __future__ import annotations

import os
import platform
import shutil
import sys
from collections.abc import Iterator, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from companion import PACKAGE
from companion.health.finding import Finding
from companion.system.autostart import autostart
from companion.system.songs_folder import where_to_write_it

LEAST_FREE = 500_000_000
"""Bytes; a checkpoint or a few hundred backups."""

WATCH_LIMIT = Path("/proc/sys/fs/inotify/max_user_watches")
ENOUGH_WATCHES = 524_288

SPARE_WATCHES = 0.8
"""Share of the system's watches that may be ours: other programs need some, too."""

PACKAGES = ("numpy", "scipy", "av", "pydantic", "watchdog", "pystray", "torch", "transformers")


def look_at_songs(songs: Path | None, settings_file: Path) -> Finding:
    """Which Songs folder is watched, and whether results can be written into it."""
    remedy = where_to_write_it(settings_file)
    if songs is None:
        return Finding("Songs folder", "not found", remedy)
    if not songs.is_dir():
        return Finding("Songs folder", f"{songs} is no folder", remedy)
    with os.scandir(songs) as entries:
        mapsets = sum(entry.is_dir() for entry in entries)
    if not os.access(songs, os.W_OK):
        return Finding(
            "Songs folder", f"{songs} cannot be written to", "Give yourself the right to write there."
        )
    return Finding("Songs folder", f"{songs} ({mapsets} mapsets)")


def look_at_watches(songs: Path, limit_file: Path = WATCH_LIMIT) -> Iterator[Finding]:
    """Linux: a watch is needed for each folder, and the system has only so many."""
    try:
        limit = int(limit_file.read_text())
    except (OSError, ValueError):
        return  # another system, or one without limits
    needed = 1 + sum(len(folders) for _, folders, _ in os.walk(songs))
    value = f"{needed} folders, {limit} watches of the system"
    remedy = ""
    if needed > SPARE_WATCHES * limit:
        line = f"fs.inotify.max_user_watches={ENOUGH_WATCHES}"
        remedy = f"echo {line} | sudo tee /etc/sysctl.d/60-osu-companion.conf; sudo sysctl --system"
    yield Finding("Watches", value, remedy)


def look_at_disk(places: Mapping[str, Path | None]) -> Iterator[Finding]:
    """How much room is left."""
    for name, place in places.items():
        if place is None:
            continue
        there = next((each for each in (place, *place.absolute().parents) if each.exists()), None)
        if there is None:
            continue  # a drive that is gone is said with the folder itself
        free = shutil.disk_usage(there).free
        remedy = f"Make room on the disk of {there}." if free < LEAST_FREE else ""
        yield Finding(name, f"{free / 1e9:.1f} GB free", remedy)


def look_at_autostart() -> Finding:
    """Whether the companion starts with the system; either is fine."""
    return Finding("Start with the system", "on" if autostart().is_on() else "off (companion autostart on)")


def look_at_versions() -> Finding:
    """What to name in a report of a fault."""
    parts = [f"companion {version(PACKAGE)}", f"Python {platform.python_version()}"]
    parts.append(
        f"{platform.system()} {platform.release()}" if sys.platform != "win32" else platform.platform()
    )
    for name in PACKAGES:
        try:
            parts.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            continue  # an extra that is not installed
    return Finding("Versions", ", ".join(parts))
