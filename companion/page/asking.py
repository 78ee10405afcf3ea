"""Asking from the page: the words of a form become a request exactly as those of a request file do."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request as WebRequest
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from companion.jobs import Store
from companion.messages import Asked, Submit
from companion.page.songs import Songs
from companion.requests import RequestError, complete
from settings import Folders


class Asking:
    """Takes filled-in forms.

    Args:
        folders: where the job list is.
        songs: the Songs folder.
        post: takes the requests.
    """

    def __init__(self, folders: Folders, songs: Songs, post: Callable[[Asked], None]) -> None:
        self._folders = folders
        self._songs = songs
        self._post = post

    def routes(self) -> list[Route]:
        """The addresses."""
        return [Route("/api/request", self._read, methods=["POST"])]

    async def _read(self, request: WebRequest) -> Response:
        try:
            words = json.loads(await request.body())
        except ValueError as error:
            raise RequestError(f"The page said something odd: {error}") from error
        if not isinstance(words, dict):
            raise RequestError("The page said something odd.")
        return await run_in_threadpool(self._ask, words)

    def _ask(self, words: dict[str, Any]) -> Response:
        mapset = self._songs.mapset(str(words.pop("mapset", "")))
        with Store.look(self._folders.job_list) as store:
            asked = complete(words, mapset, store.is_own)
        self._post(Asked(Submit(request=asked)))
        return JSONResponse({"task": asked.task, "map": asked.map.name if asked.map else None}, 202)
