"""The page's application: every address it knows, behind its guard."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

from loguru import logger
from starlette.applications import Starlette
from starlette.requests import Request as WebRequest
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from companion.messages import Asked
from companion.page.asking import Asking
from companion.page.broadcast import Broadcast
from companion.page.checkup import Checkup
from companion.page.guard import Guard
from companion.page.history import History
from companion.page.listing import Listing
from companion.page.models import Models
from companion.page.pages import Pages
from companion.page.previewing import Previewing
from companion.page.reports import ReportPages
from companion.page.setting import Setting
from companion.page.songs import Songs
from companion.reports import ReportsError
from companion.requests import RequestError, unreadable
from engine.osu import DecodeError
from settings import Folders, SettingsError


def application(
    token: str, host: str, songs: Path, folders: Folders, post: Callable[[Asked], None], broadcast: Broadcast
) -> ASGIApp:
    """Everything behind `http://HOST/TOKEN/`.

    Args:
        token: the secret of this start.
        host: `127.0.0.1:PORT`.
        songs: the Songs folder.
        folders: where the job list and kept results are.
        post: takes what the mapper asks for.
        broadcast: tells open pages what happens.
    """
    place = Songs(songs)
    reports = ReportPages(folders)
    static = StaticFiles(directory=str(files("companion.page") / "static"))
    routes: list[BaseRoute] = [
        Mount("/static", static),
        *History(folders, place, post, broadcast).routes(),
        *Asking(folders, place, post).routes(),
        *Listing(folders, place).routes(),
        *Previewing(folders, place).routes(),
        *reports.routes(),
        *Setting().routes(),
        *Models().routes(),
        *Checkup().routes(),
        *Pages(folders, reports).routes(),
    ]
    handlers = {
        RequestError: _refused,
        SettingsError: _refused,
        ReportsError: _refused,
        DecodeError: _refused,
        LookupError: _missing,
        OSError: _unreadable,
    }
    return Guard(Starlette(routes=routes, exception_handlers=handlers), token, host)


async def _refused(_request: WebRequest, error: Exception) -> Response:
    """The mapper can mend it; the message says how."""
    return JSONResponse({"error": str(error)}, 422)


async def _missing(_request: WebRequest, error: Exception) -> Response:
    return JSONResponse({"error": str(error)}, 404)


async def _unreadable(_request: WebRequest, error: Exception) -> Response:
    """A file vanished or is held by another program at this moment."""
    assert isinstance(error, OSError)
    logger.warning("the page could not read something: {}", error)
    return JSONResponse({"error": f"{unreadable(error)} Try again in a moment."}, 404)
