"""Compiles loops for the CPU they run on, and keeps what was compiled for the next start.

numba trusts the files it keeps: one that a power cut left damaged would end every job, and one with code for
other types, because two processes wrote at once, would run. Here each is checked before it is run.
"""

from __future__ import annotations

import functools
import glob
import hashlib
import pickle
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import numba
from numba.core.caching import FunctionCache, IndexDataCacheFile
from numba.core.serialize import dumps


def compiled(**options: object) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Decorate a function that is compiled when it is first called, and kept; options are those of `njit`."""

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        dispatcher = numba.njit(**options)(function)
        try:
            dispatcher._cache = _Cache(function)  # noqa: SLF001 - what `cache=True` does, with a cache of ours
        except RuntimeError:  # numba's way to say so
            _say("There is no folder to keep compiled kernels in: they are compiled anew at every start.")
        return cast("Callable[..., Any]", dispatcher)

    return decorate


class _Cache(FunctionCache):  # type: ignore[misc]  # untyped
    """A function's compiled variants, by the types of its arguments."""

    def __init__(self, function: Callable[..., Any]) -> None:
        super().__init__(function)
        where = self._impl.locator
        self._cache_file = _Files(where.get_cache_path(), self._impl.filename_base, where.get_source_stamp())

    def load_overload(self, sig: object, target_context: object) -> object:
        try:
            return super().load_overload(sig, target_context)
        except Exception:  # noqa: BLE001 - bytes that are not what was written raise whatever they like
            _say("Kept kernels were damaged: they are deleted and compiled again.")
            try:
                self._cache_file.delete()
            except OSError:  # another process reads them, or the folder is not ours
                self.disable()
            return None

    def save_overload(self, sig: object, data: object) -> None:
        try:
            super().save_overload(sig, data)
        except OSError as error:
            _say(
                f"Compiled kernels could not be kept ({error.strerror}): the next start compiles them again."
            )


class _Files(IndexDataCacheFile):  # type: ignore[misc]  # untyped
    """The files of a function: an index of its variants, and one file with the code of each."""

    def __init__(self, folder: str, name: str, source_stamp: object) -> None:
        super().__init__(folder, name, source_stamp)
        self._all = (Path(folder), f"{glob.escape(name)}.*")

    def save(self, key: object, data: object) -> None:
        """Keep a variant with what it is of, and a hash."""
        content = dumps((self._source_stamp, key, data))
        super().save(key, (hashlib.sha256(content).digest(), content))

    def load(self, key: object) -> object:
        """A variant; none when there is none.

        Raises:
            ValueError: its bytes are not those that were written; anything else `pickle` raises, too.
        """
        found = super().load(key)
        if found is None:
            return None
        digest, content = found
        if hashlib.sha256(content).digest() != digest:
            raise ValueError("damaged")
        stamp, of, data = pickle.loads(content)  # noqa: S301 - our own, as the hash says
        # the index may be of one process and the file of another, or older than the index
        return data if (stamp, of) == (self._source_stamp, key) else None

    def delete(self) -> None:
        """Remove them all.

        Raises:
            OSError: one cannot be removed.
        """
        folder, pattern = self._all
        for each in folder.glob(pattern):
            each.unlink(missing_ok=True)


@functools.cache
def _say(sentence: str) -> None:
    """To the log, once."""
    sys.stderr.write(f"{sentence}\n")
