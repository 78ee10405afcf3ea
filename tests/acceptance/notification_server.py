"""A desktop's notification service that prints what it is told; D-Bus signatures stand where types would."""

# mypy: ignore-errors

import asyncio
import json
import sys

from dbus_fast.aio import MessageBus
from dbus_fast.service import ServiceInterface, method


class Notifications(ServiceInterface):
    """`org.freedesktop.Notifications`, as far as programs ask for it."""

    def __init__(self) -> None:
        super().__init__("org.freedesktop.Notifications")

    @method()
    def Notify(
        self,
        app_name: "s",
        replaces_id: "u",
        app_icon: "s",
        summary: "s",
        body: "s",
        actions: "as",
        hints: "a{sv}",
        expire_timeout: "i",
    ) -> "u":
        """Print it."""
        sys.stdout.write(json.dumps({"title": summary, "body": body}) + "\n")
        sys.stdout.flush()
        return 1

    @method()
    def GetCapabilities(self) -> "as":
        """Markup in bodies."""
        return ["body", "body-markup"]

    @method()
    def GetServerInformation(self) -> "ssss":
        """Who this is."""
        return ["test", "test", "1", "1.2"]


async def main() -> None:
    """Serve until killed."""
    bus = await MessageBus().connect()
    bus.export("/org/freedesktop/Notifications", Notifications())
    await bus.request_name("org.freedesktop.Notifications")
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    await bus.wait_for_disconnect()


if __name__ == "__main__":
    asyncio.run(main())
