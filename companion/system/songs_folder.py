"""Finding the Songs folder of osu! on this machine."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

REGISTRY_KEYS = (
    r"osu\shell\open\command",
    r"osu!\shell\open\command",
    r"osustable.File.osz\shell\open\command",
)


def where_to_write_it(settings_file: Path) -> str:
    """What to do where the Songs folder was not found."""
    example = r"D:\osu!\Songs" if sys.platform == "win32" else "/home/you/osu/Songs"
    return f"Write its place into {settings_file}, as: songs = '{example}'"


def find_songs(home: Path | None = None, environment: dict[str, str] | None = None) -> Path | None:
    """The first Songs folder there is, in the order mappers have them; none when there is none."""
    home = home or Path.home()
    environment = dict(os.environ) if environment is None else environment
    for game in _games(home, environment):
        songs = configured_songs(game)
        if songs.is_dir():
            return songs
    return None


def configured_songs(game: Path) -> Path:
    """Where an installation of osu! keeps its songs: `BeatmapDirectory` of its settings, else `Songs`."""
    for config in sorted(game.glob("osu!.*.cfg")):
        for line in config.read_text(encoding="utf-8", errors="replace").splitlines():
            key, _, value = line.partition("=")
            if key.strip() == "BeatmapDirectory" and value.strip():
                return game / value.strip()  # an absolute one stands for itself
    return game / "Songs"


def _games(home: Path, environment: dict[str, str]) -> Iterator[Path]:
    yield from _registered()
    if local := environment.get("LOCALAPPDATA"):
        yield Path(local) / "osu!"
    share = home / ".local" / "share"
    yield share / "osu-wine" / "osu!"
    yield share / "osu-stable"
    prefixes = [Path(environment["WINEPREFIX"])] if environment.get("WINEPREFIX") else []
    for prefix in [*prefixes, home / ".wine", share / "wineprefixes" / "osu-wineprefix"]:
        users = prefix / "drive_c" / "users"
        for user in sorted(users.iterdir()) if users.is_dir() else []:
            yield user / "AppData" / "Local" / "osu!"
            yield user / "Local Settings" / "Application Data" / "osu!"


def _registered() -> Iterator[Path]:
    """Where Windows knows an osu!.exe to be."""
    if sys.platform == "win32":
        import winreg  # exists on Windows only

        for key in REGISTRY_KEYS:
            try:
                command = winreg.QueryValue(winreg.HKEY_CLASSES_ROOT, key)
            except OSError:
                continue  # not registered under this name
            yield Path(command.split('"')[1] if '"' in command else command.split()[0]).parent
    yield from ()  # elsewhere nothing is registered
