"""Where the published checkpoints are: a folder, or the cache of the Hugging Face hub."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from huggingface_hub import constants, scan_cache_dir, snapshot_download
from huggingface_hub.errors import CacheNotFound, HfHubHTTPError, HFValidationError, LocalEntryNotFoundError

from engine.checkpoint.download import blobs, download, wanted
from engine.errors import EngineError
from engine.protocol import FailureKind

NEEDED = ("*.json", "*.safetensors", "gamemode=*/*.json", "gamemode=*/*.safetensors", "*.pkl", "*.bin")
"""What a checkpoint needs of its repository."""
FILES = (*NEEDED, "README.md")
"""What is downloaded: its card, which holds the licence, too."""
ALL_MODES = "osu!, taiko, catch, mania"
NO_HEARING = "generate, remap, timing"
ALL_TASKS = "generate, remap, guest, hitsounds, timing"


@dataclass(frozen=True)
class Published:
    """A published checkpoint.

    Attributes:
        repository: on the hub.
        megabytes: to download, about.
        modes, tasks: what it was trained for.
        good_for: in a few words.
    """

    repository: str
    megabytes: int
    modes: str
    tasks: str
    good_for: str

    @property
    def card(self) -> str:
        """The page with its licence."""
        return f"https://huggingface.co/{self.repository}"


_BY = "OliBomby/Mapperatorinator"
CATALOGUE = {
    "v29": Published(
        f"{_BY}-v29.1", 900, ALL_MODES, ALL_TASKS, "refined positions and super timing; slowest"
    ),
    "v30": Published(f"{_BY}-v30", 900, "osu!", "generate, remap", "osu! in the style of a mapper"),
    "v31": Published(f"{_BY}-v31", 900, ALL_MODES, ALL_TASKS, "guests and hitsounds for every mode"),
    "v32": Published(f"{_BY}-v32", 900, ALL_MODES, NO_HEARING, "the newest; fast"),
    "v32-mini": Published(f"{_BY}-v32-mini", 350, ALL_MODES, NO_HEARING, "a third of the size; fastest"),
    "diffusion": Published(
        "OliBomby/osu-diffusion-v2", 550, "osu!, catch", "-", "refines the positions of v29"
    ),
}
"""The checkpoints by the names mappers use."""


def find(model: str, cache: Path | None = None) -> Path:
    """The folder of a checkpoint that is on this machine, by folder, name or repository.

    Nothing is downloaded.

    Raises:
        EngineError: request, when it is not there.
    """
    folder = Path(model).expanduser()
    if folder.is_dir():
        return folder
    known = _known(model)
    repository = known.repository if known else model
    unknown = EngineError(
        FailureKind.REQUEST,
        f"There is no folder and no checkpoint '{model}'.",
        f"Name a folder, or one of {', '.join(name for name in CATALOGUE if name != 'diffusion')}.",
    )
    if known is None and model.count("/") != 1:
        raise unknown
    half = blobs(repository, cache or Path(constants.HF_HUB_CACHE)).glob("*.incomplete")
    if any(half):
        raise EngineError(
            FailureKind.REQUEST,
            f"The download of {model} is not complete.",
            f"Go on with it: companion models pull {model}",
        )
    try:
        return Path(
            # without the patterns a file that is not needed and was not fetched makes it incomplete
            snapshot_download(repository, cache_dir=cache, local_files_only=True, allow_patterns=list(NEEDED))
        )
    except HFValidationError:
        raise unknown from None
    except LocalEntryNotFoundError:
        raise EngineError(
            FailureKind.REQUEST,
            f"The checkpoint {model} is not on this machine.",
            f"Download it once: companion models pull {model}",
        ) from None


def is_here(model: str) -> bool:
    """Whether a checkpoint can be used without a download."""
    try:
        find(model)
    except EngineError:
        return False
    return True


def licence_of(model: str, cache: Path | None = None) -> str:
    """The licence in the card of a downloaded checkpoint; else where to read it."""
    known = published(model)
    try:
        card = (find(known.repository, cache) / "README.md").read_text(encoding="utf-8")
    except (EngineError, OSError):
        return f"see {known.card}"
    said = re.search(r"^license:\s*(\S.*)$", card, re.MULTILINE)
    return said[1].strip() if said else f"see {known.card}"


def size_of(model: str, cache: Path | None = None) -> int:
    """Bytes that a checkpoint takes on this disk."""
    repository = published(model).repository
    try:
        held = scan_cache_dir(cache or constants.HF_HUB_CACHE)
    except CacheNotFound:
        return 0
    return sum(each.size_on_disk for each in held.repos if each.repo_id == repository)


def remove(model: str, cache: Path | None = None) -> int:
    """Delete a downloaded checkpoint from the hub's cache; answers how many bytes are free now.

    Raises:
        EngineError: request, when it is not there.
    """
    place, repository = cache or Path(constants.HF_HUB_CACHE), published(model).repository
    freed = size_of(model, place)
    folder = blobs(repository, place).parent
    if not folder.is_dir():
        raise EngineError(FailureKind.REQUEST, f"{model} is not on this machine.", "There is nothing to do.")
    shutil.rmtree(folder)
    return freed


def pull(model: str, cache: Path | None = None) -> Path:
    """Download a checkpoint into the hub's cache; one that was cut off goes on where it stopped.

    Raises:
        EngineError: resource, without room on the disk or without a connection; request, for an unknown name.
    """
    repository, place = published(model).repository, cache or Path(constants.HF_HUB_CACHE)
    try:
        _check_room(_missing_bytes(repository, place), place)
        return download(repository, place, FILES)
    except (HfHubHTTPError, LocalEntryNotFoundError, OSError) as error:
        raise EngineError(
            FailureKind.RESOURCE,
            f"{model} could not be downloaded ({error}).",
            "Try again: what has arrived is kept.",
        ) from error


def _known(model: str) -> Published | None:
    return CATALOGUE.get(model.lower().removeprefix("mapperatorinator-").replace("v29.1", "v29"))


def published(model: str) -> Published:
    """A checkpoint of the catalogue, or any repository of the hub.

    Raises:
        EngineError: request, when it is neither.
    """
    known = _known(model)
    if known is None and model.count("/") != 1:
        raise EngineError(
            FailureKind.REQUEST, f"There is no checkpoint '{model}'.", f"There are {', '.join(CATALOGUE)}."
        )
    return known or Published(model, 0, "unknown", "unknown", "not one of ours")


def _missing_bytes(repository: str, place: Path) -> int:
    """What is still to be downloaded of a repository: its files, less what has arrived of them."""
    whole = sum(file.size or 0 for file in wanted(repository, FILES))
    return max(0, whole - sum(blob.stat().st_size for blob in blobs(repository, place).glob("*")))


def _check_room(needed: int, place: Path) -> None:
    existing = next(parent for parent in (place, *place.absolute().parents) if parent.exists())
    free = shutil.disk_usage(existing).free
    if free < needed:
        raise EngineError(
            FailureKind.RESOURCE,
            f"The download needs {needed // 1_000_000} MB and the disk of {existing}"
            f" has {free // 1_000_000} MB left.",
            f"Free {-(-(needed - free) // 1_000_000)} MB, or set HF_HOME to a folder on another disk.",
        )
