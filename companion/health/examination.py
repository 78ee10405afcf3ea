"""Everything that is looked at, in the order a mapper would ask."""

from __future__ import annotations

from collections.abc import Iterator

from companion.health.desktop import look_at_notifications, look_at_tray
from companion.health.engines import look_at_engines
from companion.health.finding import Finding
from companion.health.machine import (
    look_at_autostart,
    look_at_disk,
    look_at_songs,
    look_at_versions,
    look_at_watches,
)
from companion.system.songs_folder import find_songs
from settings import Settings, SettingsError, folders, load


def examine() -> Iterator[Finding]:
    """Look at everything, one after the other; the engines take seconds, and a notification is sent."""
    where = folders()
    try:
        settings = load()
        found = f"{where.settings_file}" if where.settings_file.is_file() else "all defaults"
        yield Finding("Settings", found)
    except SettingsError as error:
        yield Finding("Settings", "cannot be used; looking on with the defaults", str(error))
        settings = Settings.model_construct()
    songs = settings.songs or find_songs()
    yield look_at_songs(songs, where.settings_file)
    if songs is not None and songs.is_dir():
        yield from look_at_watches(songs)
    yield from look_at_engines(settings)
    yield look_at_tray()
    yield look_at_notifications(wanted=settings.notifications)
    yield from look_at_disk({"Disk of the songs": songs, "Disk of backups and jobs": where.data})
    yield look_at_autostart()
    yield look_at_versions()
