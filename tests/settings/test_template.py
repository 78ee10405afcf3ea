"""The settings file to begin with."""

from __future__ import annotations

import tomllib
from pathlib import Path

from settings import Settings, write_template
from settings.template import template


def test_it_sets_nothing_and_names_everything() -> None:
    assert tomllib.loads(template()) == {}
    for name in Settings.model_fields:
        assert f"#{name} = " in template() or f"#[{name}]" in template(), name


def test_each_line_without_its_mark_is_a_setting_with_its_default() -> None:
    lines = [line[1:] for line in template().splitlines() if line.startswith("#") and line[1:2] != " "]
    written = tomllib.loads("\n".join(line for line in lines if not line.endswith("...")))
    assert Settings.model_validate(written) == Settings.model_validate({})


def test_a_file_that_is_there_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "config" / "companion.toml"
    write_template(path)
    assert "#songs" in path.read_text(encoding="utf-8")
    path.write_text("tags = 'mine'\n")
    write_template(path)
    assert path.read_text() == "tags = 'mine'\n"
