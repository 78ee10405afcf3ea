"""A private message bus with a notification service that hears what a mapper would see."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest


@contextmanager
def notifications() -> Iterator[tuple[dict[str, str], Callable[[], dict[str, str]]]]:
    """The environment that leads to the bus, and a function that waits for the next notification."""
    for program in ("dbus-daemon", "notify-send"):
        if shutil.which(program) is None:
            pytest.skip(f"not installed: {program}")
    bus = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address"], stdout=subprocess.PIPE, text=True
    )
    assert bus.stdout is not None
    address = {"DBUS_SESSION_BUS_ADDRESS": bus.stdout.readline().strip()}
    server = subprocess.Popen(
        [sys.executable, "-m", "tests.acceptance.notification_server"],
        env=os.environ | address,
        stdout=subprocess.PIPE,
        text=True,
    )
    heard = server.stdout
    assert heard is not None
    try:
        assert heard.readline() == "ready\n"
        yield address, lambda: json.loads(heard.readline())
    finally:
        for process in (server, bus):
            process.terminate()
            process.wait(20)
            assert process.stdout is not None
            process.stdout.close()
