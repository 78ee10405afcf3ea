"""Rules of the house that no import shows."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

ALLOWED = {
    "inbox.py",
    "cli/demo.py",
    "system/single_instance.py",
    "log.py",
    "reports/store.py",
    "cli/report.py",
    "cli/export.py",
    "page/address.py",
    "system/autostart.py",
}
"""Modules that write, but in the companion's own folders or the demo's."""

WRITES = {"write_bytes", "write_text", "unlink", "replace", "rename", "rmdir", "symlink_to"}


def test_only_the_writing_room_writes_files() -> None:
    """`x.replace(...)` with one argument is a rename; with two it is text."""
    for path in sorted((ROOT / "companion").rglob("*.py")):
        if "writing" in path.parts or path.relative_to(ROOT / "companion").as_posix() in ALLOWED:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in WRITES
            ):
                text = node.func.attr == "replace" and len(node.args) == 2
                receipt = path.name == "loop.py" and node.func.attr == "unlink"
                assert text or receipt, f"{path.name}:{node.lineno} writes a file"


def test_every_folder_says_what_lives_there() -> None:
    for room in ("companion", "engine", "settings"):
        for path in (ROOT / room).rglob("__init__.py"):
            assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), path
