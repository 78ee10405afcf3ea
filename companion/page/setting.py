"""Settings on the page: each with its value, where that is set, and a control that changes it."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass

from pydantic import BaseModel, TypeAdapter, ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request as WebRequest
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from companion.page.forms import Field, field_of
from settings import Row, documentation, load, save

PATIENCE = 60.0
"""Seconds for the list of checkpoints: its library is loaded for it."""


class Change(BaseModel):
    """A setting and its new value; none: the default."""

    key: str
    value: bool | float | str | list[str] | None


change: TypeAdapter[Change] = TypeAdapter(Change)


@dataclass(frozen=True)
class Control:
    """A setting as it is shown."""

    row: Row
    field: Field
    words: str
    """The words of a list, as JSON."""

    @property
    def fixed(self) -> bool:
        """The environment says it; the file would not be heard."""
        return self.row.origin.startswith("COMPANION_")


def controls() -> list[Control]:
    """Every setting, in the order of the schema."""
    settings = load()
    rows = {row.key: row for row in documentation(settings)}
    return _controls(settings, rows, "")


def _controls(model: BaseModel, rows: dict[str, Row], prefix: str) -> list[Control]:
    result: list[Control] = []
    for name, info in type(model).model_fields.items():
        key, value = prefix + name, getattr(model, name)
        if isinstance(value, BaseModel):
            result += _controls(value, rows, f"{key}.")
            continue
        words = json.dumps(value) if isinstance(value, tuple) else "[]"
        result.append(Control(rows[key], field_of(key, info, value), words))
    return result


class Setting:
    """Takes changes, and says which checkpoints are here."""

    def routes(self) -> list[Route]:
        """The addresses."""
        return [
            Route("/api/setting", self._change, methods=["POST"]),
            Route("/api/models", self._models),
        ]

    async def _change(self, request: WebRequest) -> Response:
        try:
            wanted = change.validate_json(await request.body())
        except ValidationError as error:
            return JSONResponse({"error": f"The page said something odd: {error}"}, 422)
        await run_in_threadpool(save, wanted.key, wanted.value)
        return JSONResponse({})

    def _models(self, _request: WebRequest) -> Response:
        """What `python -m engine models` lists; the companion itself knows no checkpoints."""
        command = [sys.executable, "-m", "engine", "models"]
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
        if done.returncode:
            reason = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
            hint = "Checkpoints need the extra: pip install 'osu-companion[model]'."
            return JSONResponse({"error": f"The list cannot be made ({reason}). {hint}"}, 422)
        lines = [line.split(maxsplit=2) for line in done.stdout.splitlines()]
        return JSONResponse([{"name": n, "repository": r, "state": s.strip()} for n, r, s in lines])
