"""A difficulty with what lies beside it."""

from __future__ import annotations

from tests.builder import circles, difficulty
from tests.engine.modding.subjects import mapset, subject


def test_files_are_found_whatever_their_case_and_slashes() -> None:
    beside = mapset(files=["SB/Dot.png"])
    assert beside.file("sb\\dot.PNG") is not None
    assert beside.file("dot.png") is None


def test_peers_are_those_difficulties_that_can_be_read() -> None:
    beside = mapset(difficulty(version="Hard"), b"nothing", difficulty(version="Oni", mode=1))
    one = subject(difficulty(), beside)
    assert [each.beatmap.metadata.version for each in one.peers] == ["Hard", "Oni"]
    assert [each.beatmap.metadata.version for each in one.peers_of_mode] == ["Hard"]


def test_drain_time_leaves_breaks_out() -> None:
    one = subject(difficulty(*circles(1000, 31_000), breaks=("2,5000,9000",)))
    assert (one.play_time, one.drain_time) == (30_000, 26_000)
    assert subject(difficulty()).drain_time == 0
