"""The pages themselves: templates filled with what does not change while they are open."""

from __future__ import annotations

from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request as WebRequest
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from companion.page.forms import TASKS, groups
from companion.page.reports import ReportPages
from companion.page.setting import controls
from settings import Folders

PAGES = {
    "": "Jobs",
    "new": "New",
    "preview": "Preview",
    "reports": "Reports",
    "models": "Models",
    "settings": "Settings",
    "health": "Health",
}
"""Address and name of each page, in the order of the menu."""


class Pages:
    """Makes the pages.

    Args:
        folders: named where a page says where something lies.
        reports: lists what was modded.
    """

    def __init__(self, folders: Folders, reports: ReportPages) -> None:
        self._folders = folders
        self._reports = reports
        self._templates = Environment(
            loader=PackageLoader("companion.page"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
        )

    def routes(self) -> list[Route]:
        """The addresses."""
        return [
            Route("/", self._jobs),
            Route("/new", self._new),
            Route("/preview", self._preview),
            Route("/reports", self._list_reports),
            Route("/models", self._models),
            Route("/settings", self._settings),
            Route("/health", self._health),
        ]

    def _jobs(self, _request: WebRequest) -> Response:
        return self._page("", "jobs.html")

    def _new(self, _request: WebRequest) -> Response:
        return self._page("new", "new.html", tasks=TASKS, groups=groups())

    def _preview(self, _request: WebRequest) -> Response:
        return self._page("preview", "preview.html")

    def _list_reports(self, _request: WebRequest) -> Response:
        return self._page("reports", "reports.html", rows=self._reports.rows())

    def _models(self, _request: WebRequest) -> Response:
        return self._page("models", "models.html")

    def _settings(self, _request: WebRequest) -> Response:
        return self._page("settings", "settings.html", controls=controls(), folders=self._folders)

    def _health(self, _request: WebRequest) -> Response:
        return self._page("health", "health.html")

    def _page(self, address: str, template: str, **values: Any) -> Response:  # noqa: ANN401 - a template's own
        text = self._templates.get_template(template).render(pages=PAGES, here=address, **values)
        return HTMLResponse(text)
