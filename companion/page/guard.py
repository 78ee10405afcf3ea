"""Who may talk to the page: this machine's own browser, with the token, from the page itself."""

from __future__ import annotations

import hmac

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self' blob:;"
    " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""Nothing from the network, nothing inline, in nobody's frame."""

HEADERS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}

READING = ("GET", "HEAD")


class Guard:
    """Refuses every request that is not the page's own; the token is the first part of the path.

    Args:
        app: what is guarded.
        token: the secret of this start.
        host: `127.0.0.1:PORT`; another `Host` is a name of the network that points here.
    """

    def __init__(self, app: ASGIApp, token: str, host: str) -> None:
        self._app = app
        self._token = token
        self._host = host

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with a refusal, or let the request through."""
        if scope["type"] != "http":
            return  # there are no web sockets here
        reason = self._refusal(scope)
        if reason is not None:
            await PlainTextResponse(reason, 403, headers=HEADERS)(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        await self._app({**scope, "root_path": f"/{self._token}"}, receive, send_with_headers)

    def _refusal(self, scope: Scope) -> str | None:
        headers = Headers(scope=scope)
        first, _, _ = str(scope["path"]).removeprefix("/").partition("/")
        if headers.get("host") != self._host:
            return "This page answers on this machine only."
        if not hmac.compare_digest(first.encode(), self._token.encode()):
            return "Open the page from the tray or with `companion page`: its address is new at every start."
        origin = headers.get("origin")
        if origin is None and scope["method"] not in READING:
            return "Only the page itself may ask for something."
        if origin not in (None, f"http://{self._host}"):
            return "Another page may not talk to this one."
        foreign = headers.get("sec-fetch-site", "none") not in ("same-origin", "none")
        if foreign and headers.get("sec-fetch-mode") != "navigate":
            return "Another page may not use what lies here."
        return None
