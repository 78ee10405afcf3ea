"""How a worker named in the settings is started."""

from __future__ import annotations

import sys


def command_of(worker: str) -> list[str]:
    """The command line of a worker: `local`, or `ssh:user@host` with OpenSSH as the transport.

    Raises:
        ValueError: it is neither.
    """
    if worker == "local":
        # a frozen program has no `python -m`: its own executable takes an argument instead
        frozen = bool(getattr(sys, "frozen", False))
        return [sys.executable, "engine-worker"] if frozen else [sys.executable, "-m", "engine.worker"]
    kind, _, host = worker.partition(":")
    if kind == "ssh" and host and not host.startswith("-"):
        return ["ssh", "-o", "BatchMode=yes", host, "python", "-m", "engine.worker"]
    raise ValueError(f'{worker!r} is no worker. Write "local" or "ssh:user@host".')
