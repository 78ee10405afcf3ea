"""What follows when the mapper saves a difficulty."""

from __future__ import annotations

from pathlib import Path

from loguru import logger

from companion.jobs import Store
from companion.requests import Request, RequestError, marker_home, read_markers, stood_before
from engine.osu import DecodeError


def take_up(path: Path, store: Store, *, fill_by_name: bool) -> list[RequestError]:
    """Acknowledge what the new markers of a saved difficulty ask for; those of the save before are known.

    Returns:
        Why some of them are not understood; each is said once.

    Raises:
        OSError: it cannot be read now.
    """
    try:
        markers = read_markers(path, store.is_own, fill_by_name=fill_by_name)
    except DecodeError as error:
        logger.info("{} is not looked into for markers: {}", path, error)
        return []
    standing = store.markers(marker_home(path))
    before, now = stood_before(path, standing), {each.identity for each in markers}
    new = [each.asked for each in markers if each.identity not in before]
    if now != standing.get(path, set()):
        for job in store.mark(path, now, [each for each in new if isinstance(each, Request)]):
            logger.info("job {}: {} for {}", job.id, job.request.written, path.name)
    return [each for each in new if isinstance(each, RequestError)]
