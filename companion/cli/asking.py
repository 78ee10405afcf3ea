"""What commands have in common: being refused, finding the Songs folder, having something done."""

from __future__ import annotations

from pathlib import Path

from companion.inbox import leave, wait_until_taken
from companion.jobs import Job, Store, StoreError
from companion.log import start_log
from companion.messages import Command, Submit
from companion.system.lazer import find_mounts
from companion.system.single_instance import AlreadyRunningError, hold
from companion.system.songs_folder import find_songs, where_to_write_it
from settings import Settings, folders, load

PATIENCE = 10.0
"""Seconds the running companion gets to take a command."""


class Refused(Exception):  # noqa: N818 - it becomes one line on standard error
    """A command cannot be carried out; the message says why and what to do."""


def songs_folder(settings: Settings) -> Path:
    """The Songs folder.

    Raises:
        Refused: it is not there.
    """
    songs = settings.songs or find_songs()
    if songs is None and (settings.lazer_mounts or find_mounts()):
        songs = folders().data / "Songs"  # with lazer alone, mapsets are worked on where it mounts them
        songs.mkdir(parents=True, exist_ok=True)
    if songs is None or not songs.is_dir():
        where = f"{songs} is no folder" if songs else "The Songs folder of osu! was not found"
        raise Refused(f"{where}. {where_to_write_it(folders().settings_file)}")
    return songs.resolve()


def is_own(sha256: str) -> bool:
    """Whether a content was written by the companion."""
    try:
        with Store.look(folders().job_list) as store:
            return store.is_own(sha256)
    except StoreError:
        return False  # there is no list yet


def is_running() -> bool:
    """Whether a companion runs."""
    try:
        hold(folders().data).release()
    except AlreadyRunningError:
        return True
    return False


def tell_running(asked: Command) -> None:
    """Have a command carried out that makes sense only for a running companion.

    Raises:
        Refused: none runs, or it does not take the command.
    """
    if not is_running():
        raise Refused("The companion is not running. Start it with: companion run")
    if not wait_until_taken(leave(folders().inbox, asked), PATIENCE):
        raise Refused("The companion is busy; try again in a moment.")


def ask(asked: Command) -> Job | None:
    """Have a command carried out: by the running companion, or here and now when none runs.

    Returns:
        The job of a request.

    Raises:
        Refused: the running companion does not take it.
    """
    receipt = leave(folders().inbox, asked)
    try:
        lock = hold(folders().data)
    except AlreadyRunningError:
        if not wait_until_taken(receipt, PATIENCE):
            raise Refused("The companion is busy; it takes this up as soon as it can.") from None
    else:
        from companion.daemon import Daemon  # only needed when none runs

        with lock:
            Daemon(load(), folders(), None, start_log(folders().log)).run()
    with Store.look(folders().job_list) as store:
        newest = store.jobs(limit=1)
    return newest[0] if newest and isinstance(asked, Submit) else None
