from __future__ import annotations

from pathlib import Path

from engine.modding.checks.storyboard_sprites import CHECK
from tests.builder import BACKGROUND, difficulty
from tests.engine.modding.media_files import picture
from tests.engine.modding.subjects import found, mapset

SPRITE = 'Sprite,Background,Centre,"sb\\dot.png",320,240'


def test_a_sprite_that_is_not_there() -> None:
    content = difficulty(events=(BACKGROUND, SPRITE))
    (one,) = found(CHECK, content, mapset(files=["a.osu"]))
    assert one.key == "sb/dot.png"


def test_frames_of_an_animation_in_the_sets_storyboard() -> None:
    story = '[Events]\nAnimation,Foreground,Centre,"run.png",320,240,2,100,LoopForever\n F,0,0,100,1'
    beside = mapset(files=["run0.png"], storyboard=story)
    assert [one.key for one in found(CHECK, difficulty(), beside)] == ["run1.png"]


def test_a_picture_that_the_game_cannot_draw(tmp_path: Path) -> None:
    file = picture(tmp_path / "wide.png", 17_001, 1000)
    content = difficulty(events=('Sprite,Background,Centre,"wide.png",320,240',))
    assert len(found(CHECK, content, mapset(files=[file]))) == 1


def test_what_is_there_passes() -> None:
    assert found(CHECK, difficulty(events=(SPRITE,)), mapset(files=["SB/dot.png"])) == []
