"""Only what was kept of this very function is run; whatever else lies there ends no job."""

from __future__ import annotations

import errno
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.checkpoint import compiling

ROOT = Path(compiling.__file__).parents[2]

SOURCE = """
from engine.checkpoint.compiling import compiled

@compiled(nogil=True)
def total(x):
    sum = 0 * x[0]
    for each in x:
        sum += each
    return sum
"""
DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "cut": lambda content: content[:20],
    "empty": lambda _: b"",
    "garbage": lambda content: b"\x93NUMB" * (len(content) // 5),
    "zeros": lambda content: bytes(len(content)),
    "a page of zeros": lambda content: content[: len(content) // 2] + bytes(len(content) - len(content) // 2),
}
FLOATS, WHOLE = np.array([0.5, 1.0]), np.array([1, 2])


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    """As in a new process: nothing was said yet."""
    compiling._say.cache_clear()
    yield
    compiling._say.cache_clear()


@pytest.fixture
def loops(tmp_path: Path) -> Path:
    """A module whose one function is kept beside it."""
    path = tmp_path / "loops.py"
    path.write_text(SOURCE)
    return path


def started(loops: Path) -> Any:
    """The function as a new process has it."""
    spec = importlib.util.spec_from_file_location("loops", loops)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.total


def kept(loops: Path, suffix: str) -> list[Path]:
    return sorted((loops.parent / "__pycache__").glob(f"loops.total-*{suffix}"))


def loaded(function: Any) -> int:
    """How many variants came from a file."""
    return sum(function.stats.cache_hits.values())


def test_what_was_compiled_is_there_at_the_next_start(loops: Path) -> None:
    assert started(loops)(FLOATS) == 1.5
    again = started(loops)
    assert again(FLOATS) == 1.5
    assert loaded(again) == 1


@pytest.mark.parametrize("suffix", [".nbi", ".nbc"])
@pytest.mark.parametrize("damage", DAMAGE)
def test_damaged_files_are_deleted_compiled_again_and_the_log_says_so_in_one_line(
    loops: Path, suffix: str, damage: str, capsys: pytest.CaptureFixture[str]
) -> None:
    started(loops)(FLOATS)
    [path] = kept(loops, suffix)
    theirs = path.with_name(f"loops.totals-1{suffix}")
    theirs.write_bytes(b"of another function")
    path.write_bytes(DAMAGE[damage](path.read_bytes()))
    assert started(loops)(FLOATS) == 1.5
    assert capsys.readouterr().err == "Kept kernels were damaged: they are deleted and compiled again.\n"
    assert theirs.exists()
    again = started(loops)
    assert again(FLOATS) == 1.5
    assert loaded(again) == 1
    assert capsys.readouterr().err == ""


def test_code_in_which_one_bit_is_another_is_not_run(loops: Path, capsys: pytest.CaptureFixture[str]) -> None:
    started(loops)(FLOATS)
    [code] = kept(loops, ".nbc")
    content = bytearray(code.read_bytes())
    content[len(content) // 2] ^= 1
    code.write_bytes(content)
    assert started(loops)(FLOATS) == 1.5
    assert "damaged" in capsys.readouterr().err


def test_code_of_other_types_is_not_run(loops: Path) -> None:
    """Two processes that start at once both call their file the first; the index is of the later one."""
    started(loops)(FLOATS)
    [code] = kept(loops, ".nbc")
    of_floats = code.read_bytes()
    for each in kept(loops, ""):
        each.unlink()
    started(loops)(WHOLE)
    code.write_bytes(of_floats)
    function = started(loops)
    assert function(WHOLE) == 3
    assert loaded(function) == 0
    again = started(loops)
    assert again(WHOLE) == 3
    assert loaded(again) == 1


def test_code_of_an_older_version_is_not_run(loops: Path) -> None:
    """A kill may leave a new index beside the code of the version before."""
    started(loops)(FLOATS)
    [code] = kept(loops, ".nbc")
    older = code.read_bytes()
    loops.write_text(SOURCE.replace("sum += each", "sum += 2 * each"))
    assert started(loops)(FLOATS) == 3.0
    code.write_bytes(older)
    assert started(loops)(FLOATS) == 3.0


def test_a_damaged_file_that_cannot_be_deleted_is_passed_over(
    loops: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started(loops)(FLOATS)
    for each in kept(loops, ""):
        each.write_bytes(b"")

    def held(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "held")

    monkeypatch.setattr(Path, "unlink", held)
    assert started(loops)(FLOATS) == 1.5


def test_a_full_disk_costs_the_next_start_only(
    loops: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(compiling._Files, "save", full)
    assert started(loops)(FLOATS) == 1.5
    assert "No space left on device" in capsys.readouterr().err


def test_kernels_of_an_installation_that_is_only_read_are_compiled(tmp_path: Path) -> None:
    for name in ("engine", "settings"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "engine" / "checkpoint" / "__pycache__").touch()  # a file: no folder, not even for root
    nowhere = str(tmp_path / "engine" / "worker.py")
    environment = os.environ | {"PYTHONPATH": str(tmp_path), "HOME": nowhere, "XDG_CACHE_HOME": nowhere}
    environment |= {"NUMBA_CACHE_DIR": nowhere, "LOCALAPPDATA": nowhere, "PYTHONDONTWRITEBYTECODE": "1"}
    code = (
        "import numpy; from engine.checkpoint import kernels; x = numpy.zeros(4, numpy.float32);"
        " kernels.softmax(x); print(kernels.__file__, x[0])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code],
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.split() == [str(tmp_path / "engine" / "checkpoint" / "kernels.py"), "0.25"]
    assert (
        ran.stderr
        == "There is no folder to keep compiled kernels in: they are compiled anew at every start.\n"
    )
