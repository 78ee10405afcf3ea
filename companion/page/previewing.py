"""The preview's addresses: what there is to compare, each as values to draw, and the song."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import urlencode

from starlette.requests import Request as WebRequest
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route

from companion.jobs import Candidate, Job, Store
from companion.page.preview import preview
from companion.page.songs import Difficulty, Songs
from companion.telling.words import version_of
from companion.writing.backups import Backups
from engine.osu import Document
from settings import Folders


@dataclass(frozen=True)
class Version:
    """One of the difficulties around a job that can be switched between.

    Attributes:
        label: its name.
        role: what it is to the mapper.
        path: the file.
        candidate: its number, if it waits to be kept.
    """

    label: str
    role: Literal["before", "after", "candidate"]
    path: Path
    candidate: int | None = None


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
        query = request.query_params
        if "job" not in query:
            found = self._songs.difficulties(query.get("mapset", ""))
            return JSONResponse([self._listed(each, query["mapset"]) for each in found])
        _, versions = self._job(query["job"])
        return JSONResponse(
            [
                {
                    "label": each.label,
                    "role": each.role,
                    "file": each.path.name,
                    "query": urlencode({"job": query["job"], "number": number}),
                    "candidate": each.candidate,
                }
                for number, each in enumerate(versions)
                if each.path.is_file()
            ]
        )

    @staticmethod
    def _listed(difficulty: Difficulty, mapset: str) -> dict[str, str]:
        return {
            "label": difficulty.version or difficulty.file,
            "role": "other",
            "file": difficulty.file,
            "query": urlencode({"mapset": mapset, "file": difficulty.file}),
        }

    def _difficulty(self, request: WebRequest) -> Response:
        _, path = self._chosen(request)
        return JSONResponse(preview(Document.read(path).beatmap))

    def _song(self, request: WebRequest) -> Response:
        mapset, path = self._chosen(request)
        name = Document.read(path).get("General", "AudioFilename") or ""
        return FileResponse(self._songs.audio(mapset, name))

    def _chosen(self, request: WebRequest) -> tuple[Path, Path]:
        """The mapset and the file of the version that is meant."""
        query = request.query_params
        if "job" not in query:
            mapset = query.get("mapset", "")
            return self._songs.mapset(mapset), self._songs.difficulty(mapset, query.get("file", ""))
        job, versions = self._job(query["job"])
        number = query.get("number", "")
        if not number.isdecimal() or int(number) >= len(versions):
            raise LookupError("This version is gone.")
        mapset = self._songs.name_of(job.request.mapset) or ""
        return self._songs.mapset(mapset), versions[int(number)].path

    def _job(self, number: str) -> tuple[Job, list[Version]]:
        """A job, and the difficulties around it: its source and what it made."""
        with Store.look(self._folders.job_list) as store:
            job = store.job(int(number)) if number.isdecimal() else None
            if job is None:
                raise LookupError(f"There is no job {number}.")
            entries, candidates = store.entries(job.id), store.candidates(job.id)
        kept = Backups(self._folders.backups)
        backups = [kept.path(each.backup_sha256) for each in entries if each.backup_sha256]
        sources = backups or ([job.request.map] if job.request.map else [])
        before = [Version("Before", "before", path) for path in sources]
        after = [Version(version_of(each.path), "after", each.path) for each in entries]
        waiting = [_waiting(each) for each in candidates]
        return job, [*before, *after, *waiting]


def _waiting(candidate: Candidate) -> Version:
    stars = f" ({candidate.stars:.2f} stars)" if candidate.stars is not None else ""
    return Version(f"Version {candidate.number}{stars}", "candidate", candidate.path, candidate.number)
