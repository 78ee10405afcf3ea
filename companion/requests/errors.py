"""Why a request cannot be carried out, in words that help to mend it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path

from settings.file import text_of

REQUEST_SUFFIX = ".request.toml"
ERROR_SUFFIX = ".request.error.toml"


class RequestError(Exception):
    """The mapper can mend the request; the message says what, where, and shows an example that works."""


def near(word: str, known: Iterable[str]) -> str:
    """` Did you mean "...?"` where a known word is close; else the known words, if there are any."""
    names = list(known)
    if not names:
        return ""
    close = get_close_matches(word, names, n=1)
    return f' Did you mean "{close[0]}"?' if close else f" There are: {', '.join(names)}."


def unreadable(error: OSError) -> str:
    """Which file cannot be read, and why."""
    name = Path(error.filename).name if error.filename else "A file"
    return f"{name} cannot be read: {error.strerror}."


def reply_to(path: Path, error: RequestError) -> tuple[Path, bytes]:
    """Name and content of the file that gives a request back: the reason, then what the mapper wrote."""
    stem = path.name.removesuffix(REQUEST_SUFFIX)
    reason = " ".join(str(error).split())
    written = path.read_bytes()
    with contextlib.suppress(UnicodeDecodeError):  # what is no text comes back as it is
        written = text_of(written).encode()
    content = f"# {reason}\n".encode() + written
    number, reply = 2, path.with_name(stem + ERROR_SUFFIX)
    while reply.exists() and reply.read_bytes() != content:
        reply, number = path.with_name(f"{stem} {number}{ERROR_SUFFIX}"), number + 1
    return reply, content
