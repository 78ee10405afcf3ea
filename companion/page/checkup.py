"""Whether everything works here, told one finding after the other."""

from __future__ import annotations

import json
from collections.abc import Iterator

from starlette.requests import Request as WebRequest
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from companion.health import examine


class Checkup:
    """What `companion doctor` says, on the page."""

    def routes(self) -> list[Route]:
        """The addresses."""
        return [Route("/api/health", self._health)]

    def _health(self, _request: WebRequest) -> Response:
        return StreamingResponse(_findings(), media_type="text/event-stream")


def _findings() -> Iterator[str]:
    """Each finding as an event; `done` after the last one."""
    for each in examine():
        value = {"name": each.name, "value": each.value, "remedy": each.remedy}
        yield f"event: finding\ndata: {json.dumps(value)}\n\n"
    yield "event: done\ndata: {}\n\n"
