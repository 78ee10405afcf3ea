from __future__ import annotations

from engine.modding.checks.storyboard_samples import CHECK
from tests.builder import BACKGROUND, difficulty
from tests.engine.modding.subjects import found, mapset

SAMPLE = 'Sample,1500,0,"clap.wav",60'


def test_each_file_is_told_once() -> None:
    content = difficulty(events=(BACKGROUND, SAMPLE, 'Sample,900,0,"clap.wav",60'))
    (one,) = found(CHECK, content)
    assert (one.time, one.key) == (900, "clap.wav")


def test_a_sample_of_the_sets_storyboard() -> None:
    assert len(found(CHECK, difficulty(), mapset(storyboard=f"[Events]\n{SAMPLE}"))) == 1


def test_mania_may_need_them() -> None:
    assert "mania" not in CHECK.modes


def test_none_passes() -> None:
    assert found(CHECK, difficulty()) == []
