"""Settings on the page: each with its value, where that is set, and a control that changes it."""

from __future__ import annotations

import json
from dataclasses import dataclass

from pydantic import BaseModel, ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request as WebRequest
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from companion.page.forms import Field, field_of
from settings import Row, documentation, load
from settings.saving import save


class Change(BaseModel):
    """A setting and its new value; none: the default."""

    key: str
    value: bool | float | str | list[str] | None


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
    """Takes changes."""

    def routes(self) -> list[Route]:
        """The addresses."""
        return [Route("/api/setting", self._change, methods=["POST"])]

    async def _change(self, request: WebRequest) -> Response:
        try:
            wanted = Change.model_validate_json(await request.body())
        except ValidationError as error:
            return JSONResponse({"error": f"The page said something odd: {error}"}, 422)
        await run_in_threadpool(save, wanted.key, wanted.value)
        return JSONResponse({})
