from __future__ import annotations

from engine.modding.checks.unused_files import CHECK
from tests.builder import circles, difficulty
from tests.engine.modding.subjects import found, mapset

USED = ["song.wav", "bg.jpg", "Song (Mapper) [Insane].osu"]


def unused(
    *names: str, content: bytes | None = None, storyboard: str = "", others: tuple[bytes, ...] = ()
) -> list[str]:
    beside = mapset(*others, files=[*USED, *names], storyboard=storyboard)
    return [one.key for one in found(CHECK, content or difficulty(*circles(1000)), beside)]


def test_what_the_map_names_is_used() -> None:
    assert unused() == []


def test_a_picture_that_nothing_shows() -> None:
    assert unused("old background.png") == ["old background.png"]


def test_hitsounds_that_play_and_those_that_do_not() -> None:
    """The map is soft and has no clap."""
    assert unused("soft-hitnormal.wav", "soft-hitclap.wav") == ["soft-hitclap.wav"]


def test_another_difficulty_may_play_it() -> None:
    assert unused("soft-hitclap.wav", others=(difficulty("100,100,1000,1,8"),)) == []


def test_elements_of_a_skin_belong_to_the_game() -> None:
    assert unused("hitcircle@2x.png", "combobreak.wav", "cursor.png") == []


def test_a_storyboard_that_shows_something_and_one_that_does_not() -> None:
    assert unused("a.osb", "sb/dot.png", storyboard='[Events]\nSprite,Pass,Centre,"sb/dot.png",0,0') == []
    assert unused("a.osb") == ["a.osb"]


def test_files_of_the_system_and_requests_pass() -> None:
    assert unused("Thumbs.db", "remap.request.toml") == []
