"""Choosing a mapset and a difficulty: those saved last, and search, without a path."""

from __future__ import annotations

from dataclasses import asdict

from starlette.requests import Request as WebRequest
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from companion.jobs import Store
from companion.page.songs import Songs
from companion.writing.atomic import sha256_of
from settings import Folders

MOST = 30
"""Mapsets shown at once."""


class Listing:
    """Lists of mapsets and difficulties.

    Args:
        folders: where the job list is, which knows the companion's own difficulties.
        songs: the Songs folder.
    """

    def __init__(self, folders: Folders, songs: Songs) -> None:
        self._folders = folders
        self._songs = songs

    def routes(self) -> list[Route]:
        """The addresses; plain functions, so that a slow disk keeps no other page waiting."""
        return [Route("/api/mapsets", self._mapsets), Route("/api/difficulties", self._difficulties)]

    def _mapsets(self, request: WebRequest) -> Response:
        found = self._songs.mapsets(request.query_params.get("words", ""), MOST)
        return JSONResponse([asdict(each) for each in found])

    def _difficulties(self, request: WebRequest) -> Response:
        name = request.query_params.get("mapset", "")
        mapset = self._songs.mapset(name)
        with Store.look(self._folders.job_list) as store:
            found = [
                {**asdict(each), "own": store.is_own(sha256_of((mapset / each.file).read_bytes()))}
                for each in self._songs.difficulties(name)
            ]
        return JSONResponse(found)
