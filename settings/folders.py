"""Where the companion keeps its own things."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import platformdirs

NAME = "osu-companion"


@dataclass(frozen=True)
class Folders:
    """The platform's folders for this program.

    Attributes:
        config: holds `companion.toml`.
        data: job list, backups, kept results.
        cache: analyses of songs, checkpoints; can be deleted at any time.
        log: what happened.
    """

    config: Path
    data: Path
    cache: Path
    log: Path

    @property
    def settings_file(self) -> Path:
        """The mapper's settings."""
        return self.config / "companion.toml"

    @property
    def job_list(self) -> Path:
        """Jobs and ledger."""
        return self.data / "companion.sqlite3"

    @property
    def reports(self) -> Path:
        """Reports of modding, and what is ignored."""
        return self.data / "reports" / "reports.sqlite3"

    @property
    def inbox(self) -> Path:
        """Commands of other processes for the running companion."""
        return self.data / "inbox"

    @property
    def backups(self) -> Path:
        """What results replaced or undoing took away, by content."""
        return self.data / "backups"

    @property
    def kept(self) -> Path:
        """Results that are not in their mapset."""
        return self.data / "kept"

    @property
    def songs_cache(self) -> Path:
        """Analyses of songs by content."""
        return self.cache / "songs"


def folders() -> Folders:
    """The folders; `COMPANION_HOME` moves all of them under one."""
    home = os.environ.get("COMPANION_HOME")
    if home:
        base = Path(home)
        return Folders(base / "config", base / "data", base / "cache", base / "log")
    found = platformdirs.PlatformDirs(NAME, appauthor=False)
    return Folders(found.user_config_path, found.user_data_path, found.user_cache_path, found.user_log_path)
