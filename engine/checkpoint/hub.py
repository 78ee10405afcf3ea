"""Where the published checkpoints are: a folder, or the cache of the Hugging Face hub."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from huggingface_hub import constants, snapshot_download
from huggingface_hub.errors import HfHubHTTPError, HFValidationError, LocalEntryNotFoundError

from engine.errors import EngineError
from engine.protocol import FailureKind

FILES = ("*.json", "*.safetensors", "gamemode=*/*.json", "gamemode=*/*.safetensors", "*.pkl")
"""What a checkpoint needs of its repository."""


@dataclass(frozen=True)
class Published:
    """A published checkpoint.

    Attributes:
        repository: on the hub.
        megabytes: to download, about.
    """

    repository: str
    megabytes: int


CATALOGUE = {
    "v29": Published("OliBomby/Mapperatorinator-v29.1", 900),
    "v30": Published("OliBomby/Mapperatorinator-v30", 900),
    "v31": Published("OliBomby/Mapperatorinator-v31", 900),
    "v32": Published("OliBomby/Mapperatorinator-v32", 900),
    "v32-mini": Published("OliBomby/Mapperatorinator-v32-mini", 350),
    "diffusion": Published("OliBomby/osu-diffusion-v2", 550),
}
"""The checkpoints by the names mappers use; `diffusion` refines the positions of `v29`."""


def find(model: str, cache: Path | None = None) -> Path:
    """The folder of a checkpoint that is on this machine, by folder, name or repository.

    Nothing is downloaded.

    Raises:
        EngineError: request, when it is not there.
    """
    folder = Path(model).expanduser()
    if folder.is_dir():
        return folder
    known = CATALOGUE.get(model.lower().removeprefix("mapperatorinator-").replace("v29.1", "v29"))
    repository = known.repository if known else model
    unknown = EngineError(
        FailureKind.REQUEST,
        f"There is no folder and no checkpoint '{model}'.",
        f"Name a folder, or one of {', '.join(name for name in CATALOGUE if name != 'diffusion')}.",
    )
    if known is None and model.count("/") != 1:
        raise unknown
    try:
        return Path(snapshot_download(repository, cache_dir=cache, local_files_only=True))
    except HFValidationError:
        raise unknown from None
    except LocalEntryNotFoundError:
        raise EngineError(
            FailureKind.REQUEST,
            f"The checkpoint {model} is not on this machine.",
            f"Download it once: python -m engine models --pull {model}",
        ) from None


def is_here(model: str) -> bool:
    """Whether a checkpoint can be used without a download."""
    try:
        find(model)
    except EngineError:
        return False
    return True


def pull(model: str, cache: Path | None = None) -> Path:
    """Download a checkpoint into the hub's cache, going on where an earlier download stopped.

    Raises:
        EngineError: resource, without room on the disk or without a connection; request, for an unknown name.
    """
    known = CATALOGUE.get(model.lower())
    if known is None and model.count("/") != 1:
        raise EngineError(
            FailureKind.REQUEST, f"There is no checkpoint '{model}'.", f"There are {', '.join(CATALOGUE)}."
        )
    place = cache or Path(constants.HF_HUB_CACHE)
    if known is not None:
        _check_room(known, place)
    try:
        repository = known.repository if known else model
        return Path(snapshot_download(repository, cache_dir=place, allow_patterns=list(FILES)))
    except (HfHubHTTPError, LocalEntryNotFoundError, OSError) as error:
        raise EngineError(
            FailureKind.RESOURCE,
            f"{model} could not be downloaded ({error}).",
            "Try again: what has arrived is kept.",
        ) from error


def _check_room(known: Published, place: Path) -> None:
    existing = next(parent for parent in (place, *place.absolute().parents) if parent.exists())
    free = shutil.disk_usage(existing).free // 1_000_000
    if free < known.megabytes:
        raise EngineError(
            FailureKind.RESOURCE,
            f"The download needs {known.megabytes} MB and the disk of {existing} has {free} MB left.",
            f"Free {known.megabytes - free} MB, or set HF_HOME to a folder on another disk.",
        )
