"""Was a file copied as a whole? What it says of its own length, and what there is."""

from __future__ import annotations

from pathlib import Path

CUT_SHORT = 1.0
"""Seconds that may be missing from what a file says of itself."""

STREAMED = 0x7FFFF000
"""Bytes from which on the header of a wav says nothing: it was written before the length was known."""

MP3_FRAME = 2881
"""Bytes of the largest frame of an mp3."""

OGG_PAGE = 65_307
"""Bytes of the largest page of an Ogg file."""


def cut_short(path: Path, kind: str, promised: float, heard: float) -> str:
    """What a mapper should know of a file that breaks off; empty where nothing is known to be missing.

    Args:
        path: the file.
        kind: its format, in FFmpeg's names.
        promised: seconds FFmpeg takes it to have; 0: it does not know.
        heard: seconds that could be decoded.
    """
    missing = promised - heard
    if kind == "wav":  # FFmpeg believes the size of the file, not the header
        missing = _missing_of_wav(path)
    elif kind == "mp3" and not _counts_its_frames(path):  # FFmpeg guesses from the first of them
        missing = 0.0
    if missing > CUT_SHORT:
        return (
            f"{path.name} ends after {heard:.1f} of {heard + missing:.1f} s:"
            " was it copied or downloaded whole?"
        )
    if "ogg" in kind and not _is_ended(path):
        return f"{path.name} breaks off: was it copied or downloaded whole?"
    return ""


def _missing_of_wav(path: Path) -> float:
    """Seconds by which a wav is shorter than the size of its `data` chunk; 0 where that is not known."""
    with path.open("rb") as file:
        if file.read(12)[:4] != b"RIFF":
            return 0.0
        bytes_a_second = 0
        while len(header := file.read(8)) == 8:
            size, begin = int.from_bytes(header[4:], "little"), file.tell()
            if header[:4] == b"fmt ":
                bytes_a_second = int.from_bytes(file.read(12)[8:], "little")
            elif header[:4] == b"data":
                missing = begin + size - path.stat().st_size
                return missing / bytes_a_second if bytes_a_second and size < STREAMED else 0.0
            file.seek(begin + size + size % 2)
    return 0.0


def _counts_its_frames(path: Path) -> bool:
    """Whether the first frame of an mp3, behind its ID3 tags, is one that says how many there are."""
    with path.open("rb") as file:
        begin = 0
        while (header := file.read(10))[:3] == b"ID3" and len(header) == 10:
            begin += 10 + sum((byte & 127) << 7 * (3 - i) for i, byte in enumerate(header[6:]))
            file.seek(begin)
        file.seek(begin)
        first = file.read(MP3_FRAME)
    return any(name in first for name in (b"Xing", b"Info", b"VBRI"))


def _is_ended(path: Path) -> bool:
    """Whether the last page of an Ogg file is marked as the last (RFC 3533, header type 4)."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - OGG_PAGE))
        tail = file.read()
    page = tail.rfind(b"OggS")
    return page >= 0 and len(tail) > page + 5 and bool(tail[page + 5] & 4)
