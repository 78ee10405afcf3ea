"""Whether the graphics card is busy, asked of a program that really runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from companion.system.gpu import find_nvidia_smi, gpu_busy
from tests.programs import nvidia_smi


@pytest.mark.parametrize(
    ("told", "busy"),
    [
        ("97\n", True),
        ("60\n", True),
        ("59\n", False),
        ("0\n100\n", True),
        ("[N/A]\n", False),
        ("NVIDIA-SMI has failed because it could not communicate with the driver\n", False),
        ("", False),
    ],
)
def test_a_card_is_busy_from_60_percent_on(tmp_path: Path, told: str, busy: bool) -> None:
    program = nvidia_smi(tmp_path / "bin", told)
    assert gpu_busy(str(program)) is busy
    assert (program.parent / "asked").read_text() == (
        "--query-gpu=utilization.gpu --format=csv,noheader,nounits\n"
    )


def test_a_program_that_fails_or_is_gone_holds_nothing_up(tmp_path: Path) -> None:
    program = nvidia_smi(tmp_path / "bin", "99")
    program.write_text("#!/bin/sh\necho 99\nexit 9\n")
    assert not gpu_busy(str(program))
    assert not gpu_busy(str(tmp_path / "gone"))
    program.write_text("#!/bin/sh\nprintf 'Fehler \\374 99'\n")  # not UTF-8
    assert gpu_busy(str(program))


def test_it_is_found_on_the_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    assert find_nvidia_smi() is None
    program = nvidia_smi(tmp_path / "bin", "0")
    assert find_nvidia_smi() == str(program)
