"""The engines are asked themselves; what they say comes with what to do about it."""

from __future__ import annotations

import sys

import pytest

from companion.health.engines import ask, said
from engine.protocol import Hello


def test_a_real_worker_says_what_it_computes_on() -> None:
    hello = ask("local", [])
    assert isinstance(hello, Hello), hello
    assert hello.missing or hello.device in ("cpu", "mps") or hello.device.startswith("cuda")


def test_a_worker_that_cannot_start_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = [sys.executable, "-c", "import sys; sys.exit('no such host')"]
    monkeypatch.setattr("companion.health.engines.command_of", lambda _: broken)
    assert ask("ssh:me@nowhere", []) == "no such host"


def test_a_gpu_that_is_not_used_is_a_problem_with_its_reason() -> None:
    hello = Hello(device="cpu", precision="float32", problem="A GPU is not used because torch finds none.")
    engine, _ = said("local", hello, [], wants_model=False)
    assert engine.remedy == "A GPU is not used because torch finds none."


def test_a_checkpoint_of_the_settings_that_is_not_here_comes_with_its_download() -> None:
    hello = Hello(device="cuda", precision="bfloat16", models=("v32",))
    _, checkpoints = said("local", hello, ["v32", "v30"], wants_model=True)
    assert "v30 of the settings is not" in checkpoints.value
    assert checkpoints.remedy == "companion models pull v30"


def test_without_torch_the_built_in_engine_is_enough_unless_a_model_is_wanted() -> None:
    (fine,) = said("local", Hello(missing="torch"), [], wants_model=False)
    assert fine.good
    (bad,) = said("local", Hello(missing="torch"), [], wants_model=True)
    assert bad.remedy == "pip install 'osu-companion[model]'"
