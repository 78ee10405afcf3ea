"""Downloads a repository of the hub into its cache; what was cut off goes on where it stopped.

The hub's client begins a file anew after a killed process, because its unfinished files have names of
their own. Ours is named after the content it will have, so that the next download finds it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from fnmatch import fnmatch
from pathlib import Path

from huggingface_hub import HfApi, get_hf_file_metadata, hf_hub_url, snapshot_download
from huggingface_hub.file_download import http_get
from huggingface_hub.hf_api import RepoSibling
from huggingface_hub.utils import WeakFileLock, build_hf_headers  # type: ignore[attr-defined]  # lazily exported

PART = ".part.incomplete"
"""How an unfinished file of ours ends; it is the client's ending, by which half a checkpoint is known."""


def wanted(repository: str, patterns: Sequence[str]) -> list[RepoSibling]:
    """The files of a repository that match, with their sizes as the hub says them.

    Raises:
        HfHubHTTPError, OSError: the hub cannot be asked.
    """
    files = HfApi().model_info(repository, files_metadata=True).siblings or []
    return [file for file in files if any(fnmatch(file.rfilename, each) for each in patterns)]


def download(repository: str, cache: Path, patterns: Sequence[str]) -> Path:
    """Fetch the matching files of a repository; answers their folder in the hub's cache.

    Raises:
        HfHubHTTPError, OSError: the connection broke, or a file is not what its checksum says.
    """
    for file in wanted(repository, patterns):
        if file.lfs is not None:
            _fetch(repository, file.rfilename, file.lfs.sha256, blobs(repository, cache))
    folder = Path(snapshot_download(repository, cache_dir=cache, allow_patterns=list(patterns)))
    for left in blobs(repository, cache).glob("*.incomplete"):
        left.unlink()  # of a version that is no more, or of a client that was killed
    return folder


def blobs(repository: str, cache: Path) -> Path:
    """Where the hub's cache keeps the contents of a repository's files."""
    return cache / f"models--{repository.replace('/', '--')}" / "blobs"


def _fetch(repository: str, name: str, sha256: str, folder: Path) -> None:
    """One large file, from where an earlier download stopped."""
    whole, part = folder / sha256, folder / (sha256 + PART)
    folder.mkdir(parents=True, exist_ok=True)
    with WeakFileLock(folder / f"{sha256}.lock"):
        if whole.exists():
            return
        url = hf_hub_url(repository, name)
        part.touch()
        with part.open("r+b") as file:
            size = get_hf_file_metadata(url).size
            start = file.seek(0, 2)
            if size is not None and start > size:  # whatever this is, it is not the file's beginning
                start = file.truncate(file.seek(0))
            http_get(
                url,
                file,
                resume_size=start,
                headers=build_hf_headers(),
                expected_size=size,
                displayed_filename=name,
            )
        with part.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
        if found != sha256:
            part.unlink()
            raise OSError(f"{name} arrived damaged")
        part.replace(whole)
