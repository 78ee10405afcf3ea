"""Reports on the page: the list, each one, and buttons to ignore what it says."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError
from starlette.requests import Request as WebRequest
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from companion.reports import Reports
from companion.reports.html import STATIC, on_page
from settings import Folders

MOST = 100
"""Difficulties listed."""


class _Ignore(BaseModel):
    model_config = ConfigDict(extra="forbid")

    map: Path
    name: str
    check: bool


@dataclass(frozen=True)
class Row:
    """A difficulty that was modded, as it is listed."""

    map: str
    name: str
    mapset: str
    made: str
    problems: int
    warnings: int
    minor: int


class ReportPages:
    """Looks reports up; only difficulties that have one are shown, whatever path is asked for.

    Args:
        folders: where the reports are.
    """

    def __init__(self, folders: Folders) -> None:
        self._folders = folders

    def routes(self) -> list[BaseRoute]:
        """The addresses."""
        return [
            Route("/report", self._report),
            Route("/api/ignore", self._ignore, methods=["POST"]),
            Mount("/report-static", StaticFiles(directory=str(STATIC))),
        ]

    def rows(self) -> list[Row]:
        """The difficulties that were modded, newest first."""
        with self._reports() as reports:
            rows = []
            for each in reports.newest(MOST):
                kept = reports.ignoring(each.map).thin(each.report)
                counts = Counter(suggestion.severity for suggestion in kept.suggestions)
                made = each.made.astimezone().strftime("%Y-%m-%d %H:%M")
                name, mapset = each.map.stem, each.map.parent.name
                grave = counts["problem"], counts["warning"], counts["minor"]
                rows.append(Row(str(each.map), name, mapset, made, *grave))
        return rows

    def _report(self, request: WebRequest) -> Response:
        path = Path(request.query_params.get("map", ""))
        with self._reports() as reports:
            stored = reports.latest(path)
            if stored is None:
                raise LookupError("There is no report on this difficulty yet. Save it once.")
            thinned = replace(stored, report=reports.ignoring(path).thin(stored.report))
        return HTMLResponse(on_page(thinned, "report-static", "reports", "static/icon.svg"))

    async def _ignore(self, request: WebRequest) -> Response:
        try:
            asked = _Ignore.model_validate_json(await request.body())
        except ValidationError as error:
            return JSONResponse({"error": f"The page said something odd: {error}"}, 422)
        with self._reports() as reports:
            reports.ignore(asked.map, asked.name, check=asked.check)
        return JSONResponse({}, 202)

    def _reports(self) -> Reports:
        return Reports.open(self._folders.reports)
