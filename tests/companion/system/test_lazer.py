"""Where lazer mounts what is edited externally."""

from __future__ import annotations

import tempfile
from pathlib import Path

from companion.system.lazer import find_mounts, is_mount


def test_only_a_hash_names_a_mount() -> None:
    assert is_mount(Path("/tmp") / ("0123456789abcdef" * 4))
    assert not is_mount(Path("/tmp") / ("0123456789ABCDEF" * 4))
    assert not is_mount(Path("/tmp/123 Artist - Song"))


def test_mounts_are_looked_for_only_where_lazer_is(tmp_path: Path) -> None:
    environment = {"XDG_DATA_HOME": str(tmp_path / "data")}
    assert find_mounts(tmp_path, environment) is None
    (tmp_path / "data" / "osu").mkdir(parents=True)
    (tmp_path / "data" / "osu" / "client.realm").touch()
    assert find_mounts(tmp_path, environment) == Path(tempfile.gettempdir()).resolve()
