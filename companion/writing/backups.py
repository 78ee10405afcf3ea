"""Copies of what the companion replaced or took away, kept by content outside the mapset."""

from __future__ import annotations

from pathlib import Path

from companion.writing.atomic import sha256_of, write


class Backups:
    """A folder of contents named by their SHA-256."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, content: bytes) -> str:
        """Keep a content and return its hash; the same content is kept once."""
        sha256 = sha256_of(content)
        path = self.path(sha256)
        if not path.exists():
            self._folder.mkdir(parents=True, exist_ok=True)
            write(path, content)
        return sha256

    def path(self, sha256: str) -> Path:
        """Where a content is kept."""
        return self._folder / f"{sha256}.osu"

    def content(self, sha256: str) -> bytes:
        """A kept content.

        Raises:
            FileNotFoundError: it was deleted by hand.
        """
        return self.path(sha256).read_bytes()
