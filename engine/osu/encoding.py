"""Bytes to text and back without losing one: UTF-8, UTF-16, with or without BOM, or anything else."""

from __future__ import annotations

import codecs
from dataclasses import dataclass


@dataclass(frozen=True)
class Encoding:
    """How the text of one file is stored.

    Attributes:
        codec: Python's name of it.
        bom: the bytes in front of the text.
    """

    codec: str
    bom: bytes = b""

    def encode(self, text: str) -> bytes:
        """The bytes of a file with this text."""
        return self.bom + text.encode(
            self.codec, "surrogateescape" if self.codec == "utf-8" else "surrogatepass"
        )


def decode(data: bytes) -> tuple[str, Encoding]:
    """The text of a file and how to store it again, such that encoding gives `data`.

    A file that is not what its BOM says is read as Latin-1, which maps every byte to one character.
    """
    candidates = [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (b"", "utf-8"),
    ]
    if data[1:2] == b"\0" != data[:1]:  # as every UTF-16 file without BOM begins
        candidates.insert(0, (b"", "utf-16-le"))
    for bom, codec in candidates:
        if data.startswith(bom):
            encoding = Encoding(codec, bom)
            text = _try(data[len(bom) :], codec)
            if text is not None and encoding.encode(text) == data:
                return text, encoding
    return data.decode("latin-1"), Encoding("latin-1")


def _try(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec, "surrogateescape" if codec == "utf-8" else "strict")
    except UnicodeDecodeError:
        return None
