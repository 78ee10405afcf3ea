"""The page, seen from the daemon: opened when it is first asked for, told what happens, closed at the end."""

from __future__ import annotations

import asyncio
import secrets
import socket
import threading
import webbrowser
from collections.abc import Callable
from pathlib import Path

from loguru import logger

from companion.messages import Asked, OpenPage
from companion.page.address import remove_address, save_address
from companion.page.broadcast import Broadcast
from companion.page.live import Live
from settings import Folders

HOST = "127.0.0.1"

PATIENCE = 5.0
"""Seconds the server gets to answer what it was asked when the companion quits."""


class Page:
    """Serves the page on a thread of its own; nothing is loaded and nothing listens before it is opened.

    Args:
        post: takes what the mapper asks for.
        songs: the Songs folder; nothing outside of it is shown.
        folders: where the job list and kept results are.
    """

    def __init__(self, post: Callable[[Asked], None], songs: Path, folders: Folders) -> None:
        self._post = post
        self._songs = songs
        self._folders = folders
        self._live = Live()
        self._broadcast = Broadcast()
        self._loop = asyncio.new_event_loop()
        self._stopping = asyncio.Event()
        self._thread: threading.Thread | None = None
        self._url = ""

    def open(self, wanted: OpenPage) -> None:
        """Make the page reachable (its address is saved), and show it in the browser if wanted.

        The socket listens when this returns; who connects now is answered as soon as the server is up.
        """
        if self._thread is None and not self._begin():
            return
        if wanted.browser:
            # some browsers keep who starts them waiting
            url = self._url + wanted.at
            threading.Thread(target=webbrowser.open, args=(url,), name="browser", daemon=True).start()

    def _begin(self) -> bool:
        """Listen, leave the address, and serve from now on; whether that is possible here."""
        token = secrets.token_urlsafe(24)
        try:
            listening = socket.create_server((HOST, 0))
            self._url = f"http://{HOST}:{listening.getsockname()[1]}/{token}/"
            save_address(self._folders.data, self._url)
        except OSError as error:
            logger.error("the page cannot be opened: {}", error)
            return False
        self._thread = threading.Thread(target=self._serve, args=(listening, token), name="page", daemon=True)
        self._thread.start()
        self.publish(self._live)
        return True

    def publish(self, live: Live) -> None:
        """Tell every open page what is going on."""
        self._live = live
        if self._thread is not None:
            self._loop.call_soon_threadsafe(self._broadcast.publish, live)

    def stop(self) -> None:
        """Close it."""
        if self._thread is not None:
            self._loop.call_soon_threadsafe(self._stopping.set)
            self._thread.join(PATIENCE)
            remove_address(self._folders.data)
        else:
            self._loop.close()

    def _serve(self, listening: socket.socket, token: str) -> None:
        try:
            from companion.page.app import application  # the server is loaded when it is first needed
            from companion.page.serving import serve  # likewise

            host = f"{HOST}:{listening.getsockname()[1]}"
            app = application(token, host, self._songs, self._folders, self._post, self._broadcast)
            self._loop.run_until_complete(serve(app, listening, self._broadcast, self._stopping))
            self._loop.close()
        except Exception:  # noqa: BLE001 - the daemon outlives its page
            logger.exception("the page does not work")
