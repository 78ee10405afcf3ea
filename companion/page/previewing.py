"""The preview's addresses: what there is to compare, each as values to draw, and the song."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from starlette.requests import Request as WebRequest
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route

from companion.jobs import Job, Store
from companion.page.preview import preview
from companion.page.songs import Songs
from companion.writing.backups import Backups
from engine.osu import Document
from settings import Folders


@dataclass(frozen=True)
class Version:
    """One of the difficulties that can be switched between.

    Attributes:
        label: its name.
        role: what it is to the mapper.
        path: the file.
    """

    label: str
    role: Literal["before", "after", "other"]
    path: Path


class Previewing:
    """Shows difficulties of Songs, and what jobs made of them.

    Args:
        folders: where the job list and backups are.
        songs: the Songs folder.
    """

    def __init__(self, folders: Folders, songs: Songs) -> None:
        self._folders = folders
        self._songs = songs

    def routes(self) -> list[Route]:
        """The addresses; plain functions, so that a long map keeps no other page waiting."""
        return [
            Route("/api/preview/versions", self._list),
            Route("/api/preview/difficulty", self._difficulty),
            Route("/api/preview/song", self._song),
        ]

    def _list(self, request: WebRequest) -> Response:
        versions = self._versions(request)
        return JSONResponse([{"label": each.label, "role": each.role} for each in versions])

    def _difficulty(self, request: WebRequest) -> Response:
        return JSONResponse(preview(Document.read(self._chosen(request).path).beatmap))

    def _song(self, request: WebRequest) -> Response:
        chosen = self._chosen(request)
        mapset = self._mapset(request)
        name = Document.read(chosen.path).get("General", "AudioFilename") or ""
        return FileResponse(self._songs.audio(mapset, name))

    def _chosen(self, request: WebRequest) -> Version:
        versions = self._versions(request)
        number = request.query_params.get("number", "0")
        if not number.isdecimal() or int(number) >= len(versions):
            raise LookupError("This version is gone.")
        return versions[int(number)]

    def _mapset(self, request: WebRequest) -> Path:
        if "job" not in request.query_params:
            return self._songs.mapset(request.query_params.get("mapset", ""))
        job, _ = self._job(request)
        return self._songs.mapset(self._songs.name_of(job.request.mapset) or "")

    def _versions(self, request: WebRequest) -> list[Version]:
        if "job" in request.query_params:
            job, versions = self._job(request)
            self._songs.mapset(self._songs.name_of(job.request.mapset) or "")
            return [each for each in versions if each.path.is_file()]
        mapset = request.query_params.get("mapset", "")
        found = self._songs.difficulties(mapset)
        return [
            Version(each.version or each.file, "other", self._songs.difficulty(mapset, each.file))
            for each in found
        ]

    def _job(self, request: WebRequest) -> tuple[Job, list[Version]]:
        """A job, and the difficulties around it: its source and what it made."""
        number = request.query_params["job"]
        with Store.look(self._folders.job_list) as store:
            job = store.job(int(number)) if number.isdecimal() else None
            if job is None:
                raise LookupError(f"There is no job {number}.")
            entries = store.entries(job.id)
        kept = Backups(self._folders.backups)
        backups = [kept.path(each.backup_sha256) for each in entries if each.backup_sha256]
        sources = backups or ([job.request.map] if job.request.map else [])
        before = [Version("Before", "before", path) for path in sources]
        after = [
            Version(each.path.stem.rpartition("[")[2].rstrip("]"), "after", each.path) for each in entries
        ]
        return job, [*before, *after]
