"""Results that have no place in their mapset, kept where nothing of the mapper's can be in their way."""

from __future__ import annotations

from collections.abc import Sequence, Set
from pathlib import Path

from loguru import logger

from companion.writing.atomic import content_sha256, take_away, write


class Kept:
    """A folder of results: of each job a file, or a folder of several."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def place(self, name: str) -> Path:
        """Where a file of this name is kept; its folder is there."""
        self._folder.mkdir(parents=True, exist_ok=True)
        return self._folder / name

    def keep(self, job: int, contents: Sequence[bytes]) -> Path:
        """Keep what was made for a job; where it is now."""
        path = self.place(f"job {job}.osu")
        if len(contents) == 1:
            write(path, contents[0])
            return path
        folder = path.with_suffix("")
        folder.mkdir(exist_ok=True)
        for number, content in enumerate(contents, 1):
            write(folder / f"{number}.osu", content)
        return folder

    def holding(self, job: int, contents: Set[str]) -> Path | None:
        """Where all of these contents (SHA-256) of a job are kept, if they are."""
        for place, files in self._of(job).items():
            if contents <= {content_sha256(path) for path in files}:
                return place
        return None

    def forget(self, job: int, contents: Set[str]) -> None:
        """These contents (SHA-256) of a job have found their place."""
        try:
            for place, files in self._of(job).items():
                for path in files:
                    if content_sha256(path) in contents:
                        take_away(path)
                if place.is_dir() and not any(place.iterdir()):
                    place.rmdir()
        except OSError as error:
            logger.warning("a copy of the result of job {} stays: {}", job, error)

    def _of(self, job: int) -> dict[Path, list[Path]]:
        one, several = self._folder / f"job {job}.osu", self._folder / f"job {job}"
        return {one: [one] if one.is_file() else [], several: sorted(several.glob("*.osu"))}
