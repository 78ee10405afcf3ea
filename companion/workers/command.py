"""How a worker named in the settings is started."""

from __future__ import annotations

import sys


def command_of(worker: str) -> list[str]:
    """The command line of a worker: `local`, or `ssh:user@host` with OpenSSH as the transport.

    Raises:
        ValueError: it is neither.
    """
    if worker == "local":
        return [sys.executable, "-m", "engine.worker"]
    kind, _, host = worker.partition(":")
    if kind == "ssh" and host and not host.startswith("-"):
        return ["ssh", "-o", "BatchMode=yes", host, "python", "-m", "engine.worker"]
    raise ValueError(f'{worker!r} is no worker. Write "local" or "ssh:user@host".')
