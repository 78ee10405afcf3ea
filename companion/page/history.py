"""The job list as the page shows it: queue and history, what can be done about each, and live news."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable
from typing import Any

from pydantic import ValidationError
from starlette.requests import Request as WebRequest
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from companion.jobs import Candidate, Entry, EntryState, Job, Store
from companion.messages import Asked, CancelJob, Command, Discard, Keep, Pause, Resume, Undo, command
from companion.page.broadcast import Broadcast
from companion.page.songs import Songs
from settings import Folders

MOST = 500
"""Jobs shown, newest first."""

ALLOWED = (CancelJob, Undo, Keep, Discard, Pause, Resume)
"""Commands that come from the page's buttons; requests go through :mod:`companion.page.asking`."""


class History:
    """Jobs out, buttons in.

    Args:
        folders: where the job list is; it is opened for reading only.
        songs: the Songs folder.
        post: takes commands.
        broadcast: tells when something has changed.
    """

    def __init__(
        self, folders: Folders, songs: Songs, post: Callable[[Asked], None], broadcast: Broadcast
    ) -> None:
        self._job_list = folders.job_list
        self._songs = songs
        self._post = post
        self._broadcast = broadcast

    def routes(self) -> list[Route]:
        """The addresses."""
        return [
            Route("/api/jobs", self._jobs),
            Route("/api/events", self._events),
            Route("/api/command", self._command, methods=["POST"]),
        ]

    def _jobs(self, _request: WebRequest) -> Response:
        with Store.look(self._job_list) as store:
            jobs = store.jobs(limit=MOST)
            shown = [self._plain(job, store.entries(job.id), store.candidates(job.id)) for job in jobs]
        return JSONResponse(shown)

    async def _events(self, _request: WebRequest) -> Response:
        return StreamingResponse(self._news(), media_type="text/event-stream")

    async def _news(self) -> AsyncIterator[str]:
        with Store.look(self._job_list) as store:
            async for event in self._broadcast.events(store.revision):
                yield event

    async def _command(self, request: WebRequest) -> Response:
        try:
            asked: Command = command.validate_json(await request.body())
        except ValidationError as error:
            return JSONResponse({"error": f"The page said something odd: {error}"}, 422)
        if not isinstance(asked, ALLOWED):
            return JSONResponse({"error": "That cannot be asked here."}, 422)
        self._post(Asked(asked))
        return JSONResponse({}, 202)

    def _plain(self, job: Job, entries: list[Entry], candidates: list[Candidate]) -> dict[str, Any]:
        request = job.request
        return {
            "id": job.id,
            "task": request.task,
            "mapset": request.mapset.name,
            "map": request.map.name if request.map else None,
            "in_place": request.in_place,
            "options": json.loads(request.options.model_dump_json(exclude_defaults=True)),
            "state": job.state,
            "ended": job.state.ended,
            "story": job.story,
            "created": job.created.isoformat(),
            "finished": job.ended.isoformat() if job.ended else None,
            "seed": request.options.seed,
            "engine": _engine(entries, candidates),
            "candidates": [{"number": each.number, "stars": each.stars} for each in candidates],
            "files": [{"name": each.path.name, "state": each.state} for each in entries],
            "undoable": any(each.state is EntryState.WRITTEN for each in entries),
            "shown": self._songs.name_of(request.mapset) is not None,
        }


def _engine(entries: list[Entry], candidates: list[Candidate]) -> str | None:
    """Who made it, once something was made."""
    if entries:
        return entries[0].engine
    return candidates[0].engine if candidates else None
