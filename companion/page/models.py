"""The model's checkpoints on the page: what there is, what each can do, and whether it is here."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import asdict, dataclass

from pydantic import TypeAdapter, ValidationError
from starlette.requests import Request as WebRequest
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from companion.system.own_command import NO_WINDOW

LIST = (sys.executable, "-m", "engine", "models", "list", "--json")
"""The engine knows the checkpoints; the companion only shows them."""

PATIENCE = 60.0
"""Seconds for the list: its library is loaded for it."""


@dataclass(frozen=True)
class Checkpoint:
    """A checkpoint as the engine lists it.

    Attributes:
        good_for: when to choose it, in a few words.
        licence: its name, or where to read it.
    """

    name: str
    here: bool
    megabytes: int
    modes: str
    tasks: str
    good_for: str
    licence: str

    @property
    def command(self) -> str:
        """What downloads it, or removes it where it is here."""
        return f"companion models {'remove' if self.here else 'pull'} {self.name}"


checkpoints: TypeAdapter[list[Checkpoint]] = TypeAdapter(list[Checkpoint])


class Models:
    """Lists the checkpoints; nothing is downloaded from here."""

    def routes(self) -> list[Route]:
        """The addresses."""
        return [Route("/api/models", self._models)]

    def _models(self, _request: WebRequest) -> Response:
        try:
            done = subprocess.run(
                LIST, capture_output=True, timeout=PATIENCE, check=False, creationflags=NO_WINDOW
            )
        except subprocess.TimeoutExpired:
            return JSONResponse({"error": "The engine is busy. Try again in a minute."}, 422)
        if done.returncode:
            last = done.stderr.decode(errors="replace").strip().splitlines()[-1:]
            return JSONResponse({"error": f"There is no list: {''.join(last) or 'no reason given'}"}, 422)
        try:
            listed = checkpoints.validate_json(done.stdout)
        except ValidationError:
            return JSONResponse(
                {"error": "The engine's list cannot be read. Was only one part updated?"}, 422
            )
        return JSONResponse([asdict(each) | {"command": each.command} for each in listed])
