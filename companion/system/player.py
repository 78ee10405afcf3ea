"""What is done in the game right now: from the local tosu service when it runs, else from window titles."""

from __future__ import annotations

import http.client
import json
import os
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from companion.system.windows import window_titles
from engine.osu import as_file_name

TOSU = ("127.0.0.1", 24050)
TOSU_PATIENCE = 0.5
"""Seconds; it answers at once or is not there."""

_TITLE = re.compile(r"osu!\S*(?: \S+)?  - (?P<what>.+)")
"""`osu!  - Artist - Title [Version]` in a play, `osu!  - Artist - Title (Creator) [Version].osu` in the
editor; menus are plain `osu!`. Other release streams have more words in front of the two blanks."""


@dataclass(frozen=True)
class Doing:
    """What the mapper is at in the game.

    Attributes:
        playing: a play is on.
        editing: the difficulty the editor has open.
    """

    playing: bool = False
    editing: Path | None = None


class Look:
    """Looks at the game; remembers where it found a file, for a Songs folder is large.

    Args:
        songs: the Songs folder; difficulties elsewhere are none of ours.
        titles: the titles of all windows.
        tosu: host and port of the service.
    """

    def __init__(
        self,
        songs: Path,
        titles: Callable[[], Iterable[str]] = window_titles,
        tosu: tuple[str, int] = TOSU,
    ) -> None:
        self._songs = songs
        self._titles = titles
        self._tosu = tosu
        self._found: tuple[str, Path] | None = None

    def __call__(self) -> Doing:
        """What is done now."""
        told = ask_tosu(*self._tosu)
        if told is not None:
            return from_tosu(told, self._songs)
        for title in self._titles():
            name = editor_file(title)
            if name is not None:
                return Doing(editing=self._where(name))
            if _TITLE.fullmatch(title) is not None:
                return Doing(playing=True)
        return Doing()

    def _where(self, name: str) -> Path | None:
        """The difficulty with this file name."""
        if self._found is None or self._found[0] != name or not self._found[1].exists():
            path = find_difficulty(self._songs, name)
            self._found = (name, path) if path is not None else None
        return self._found[1] if self._found is not None else None


def editor_file(title: str) -> str | None:
    """The file name of the difficulty that an editor's window title names; none for any other window."""
    match = _TITLE.fullmatch(title)
    return as_file_name(match["what"]) if match is not None and match["what"].endswith(".osu") else None


def find_difficulty(songs: Path, name: str) -> Path | None:
    """The file of this name in one of the mapsets."""
    try:
        with os.scandir(songs) as entries:
            for entry in entries:
                path = Path(entry.path, name)
                if path.is_file():
                    return path
    except OSError:
        return None  # the Songs folder is away for now
    return None


def ask_tosu(host: str, port: int) -> dict[str, Any] | None:
    """What tosu says; none where it does not run or says something else."""
    connection = http.client.HTTPConnection(host, port, timeout=TOSU_PATIENCE)
    try:
        connection.request("GET", "/json/v2")
        answer = json.loads(connection.getresponse().read())
    except (OSError, http.client.HTTPException, ValueError):
        return None
    finally:
        connection.close()
    return answer if isinstance(answer, dict) and isinstance(answer.get("state"), dict) else None


def from_tosu(told: dict[str, Any], songs: Path) -> Doing:
    """What tosu says, as far as it concerns the watched Songs folder."""
    state = str(told["state"].get("name", "")).casefold()
    if state == "edit":
        folders, direct = told.get("folders") or {}, told.get("directPath") or {}
        file = str(direct.get("beatmapFile", "")).replace("\\", "/")
        place = str(folders.get("songs", "")).replace("\\", "/")
        for path in (songs / file, Path(place) / file):
            if path.suffix == ".osu" and path.parent.parent == songs and path.is_file():
                return Doing(editing=path)
        return Doing()
    return Doing(playing=state == "play")
