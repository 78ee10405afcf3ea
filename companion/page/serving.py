"""The web server behind the page, from the first request to the last."""

from __future__ import annotations

import asyncio
import socket

import uvicorn
from starlette.types import ASGIApp

from companion.page.broadcast import Broadcast

GRACE = 2
"""Seconds for answers that are still on their way when the companion quits."""


async def serve(app: ASGIApp, listening: socket.socket, broadcast: Broadcast, leave: asyncio.Event) -> None:
    """Answer until asked to leave; every open page is told that it is over."""
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        lifespan="off",
        http="h11",
        ws="none",
        loop="asyncio",
        server_header=False,
        timeout_graceful_shutdown=GRACE,
    )
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    leaving = asyncio.create_task(leave.wait())
    await asyncio.wait({serving, leaving}, return_when=asyncio.FIRST_COMPLETED)
    leaving.cancel()
    server.should_exit = True
    broadcast.close()
    await serving
