"""What is done in the game, from window titles and from a tosu that really answers."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from companion.system.player import Doing, Look
from companion.system.windows import _on_windows
from tests.companion.mapsets import make_mapset

NOBODY = ("127.0.0.1", 9)


@pytest.fixture
def difficulty(tmp_path: Path) -> Path:
    return min(make_mapset(tmp_path, "Insane").glob("*.osu"))


@pytest.mark.parametrize(
    ("titles", "playing", "editing"),
    [
        (["osu!"], False, False),
        (["Files", "osu!  - Artist - Song [Insane]"], True, False),
        (["osu!  - Artist - Song (Mapper) [Insane].osu"], False, True),
        (["osu!cuttingedge b20260101  - Artist - Song (Mapper) [Insane].osu"], False, True),
        (["osu!  - Artist - Song (Mapper) [Other].osu"], False, False),
        (["osu! - Wikipedia", "beatmaps · osu!"], False, False),
        ([], False, False),
    ],
)
def test_window_titles_tell_a_play_and_the_editors_difficulty(
    difficulty: Path, titles: list[str], playing: bool, editing: bool
) -> None:
    look = Look(difficulty.parent.parent, lambda: titles, NOBODY)
    assert look() == Doing(playing, difficulty if editing else None)


def test_a_title_may_hold_what_no_file_name_can(tmp_path: Path) -> None:
    mapset = tmp_path / "1 set"
    mapset.mkdir()
    path = mapset / "AB - What (Mapper) [Easy].osu"
    path.touch()
    look = Look(tmp_path, lambda: ["osu!  - A/B - What? (Mapper) [Easy].osu"], NOBODY)
    assert look().editing == path


class Tosu:
    """A service that answers as tosu does."""

    def __init__(self) -> None:
        self.answer: Any = {}
        tosu = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                body = json.dumps(tosu.answer).encode() if self.path == "/json/v2" else b""
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.01,))
        self.thread.start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


@pytest.fixture
def tosu() -> Iterator[Tosu]:
    tosu = Tosu()
    yield tosu
    tosu.close()


def test_tosu_goes_before_window_titles(tosu: Tosu, difficulty: Path) -> None:
    songs = difficulty.parent.parent
    look = Look(songs, lambda: ["osu!  - something else"], ("127.0.0.1", tosu.server.server_port))
    tosu.answer = {"state": {"number": 2, "name": "play"}}
    assert look() == Doing(playing=True)
    tosu.answer = {"state": {"number": 5, "name": "selectPlay"}}
    assert look() == Doing()
    file = f"{difficulty.parent.name}\\{difficulty.name}"
    tosu.answer = {
        "state": {"number": 1, "name": "edit"},
        "folders": {"songs": str(songs)},
        "directPath": {"beatmapFile": file},
    }
    assert look() == Doing(editing=difficulty)
    tosu.answer["directPath"] = {"beatmapFile": "..\\..\\elsewhere.osu"}
    assert look() == Doing()


def test_another_service_on_that_port_is_not_believed(tosu: Tosu, difficulty: Path) -> None:
    look = Look(difficulty, lambda: ["osu!  - A - B [C]"], ("127.0.0.1", tosu.server.server_port))
    for answer in ([1], {"state": "play"}, "text"):
        tosu.answer = answer
        assert look() == Doing(playing=True)


def test_windows_without_a_title_or_not_visible_are_passed_over() -> None:
    class User32:
        """As much of Windows as is asked: windows by number."""

        def __init__(self) -> None:
            self.titles = {1: "osu!", 2: "", 3: "hidden"}

        def GetWindowTextLengthW(self, window: int) -> int:  # noqa: N802
            return len(self.titles[window])

        def IsWindowVisible(self, window: int) -> bool:  # noqa: N802
            return window != 3

        def GetWindowTextW(self, window: int, text: Any, length: int) -> None:  # noqa: N802
            text.value = self.titles[window][: length - 1]

        def EnumWindows(self, look: Any, parameter: int) -> None:  # noqa: N802
            assert all(look(window, parameter) for window in self.titles)

    assert _on_windows(User32(), lambda function: function) == ["osu!"]
