"""Why a file is no difficulty."""

from __future__ import annotations


class DecodeError(Exception):
    """A file cannot be read as a difficulty.

    Attributes:
        file: its name.
        line_number: from 1; 0 when the file as a whole is meant.
        line: what stands there, shortened; it is not told of if it is no text.
        expected: what should stand there.
    """

    def __init__(self, file: str, line_number: int, line: str, expected: str) -> None:
        self.file = file or "the file"
        self.line_number = line_number
        self.line = line[:80]
        self.expected = expected
        where = f"{self.file}, line {line_number}" if line_number else self.file
        found = f", found {self.line!r}" if line and self.line.isprintable() else ""
        super().__init__(f"{where}: expected {expected}{found}")
