"""Findings become one ranked list whose names survive edits."""

from __future__ import annotations

from engine.modding import Check, Finding, mod
from engine.modding.checks.unsnapped_objects import CHECK
from tests.builder import circles, difficulty
from tests.engine.modding.subjects import subject


def check_with(*findings: Finding) -> Check:
    return Check("test", "Misc", "t", "r", lambda _: findings)


def test_gravest_first_then_most_surprising() -> None:
    check = check_with(
        Finding("minor", "a", time=1, score=50, key="a"),
        Finding("problem", "b", time=2, score=20, key="b"),
        Finding("problem", "c", time=3, score=30, key="c"),
        Finding("warning", "d", key="d"),
    )
    assert [each.message for each in mod(subject(difficulty()), [check]).suggestions] == ["c", "b", "d", "a"]


def test_a_suggestion_links_to_its_objects_in_the_editor() -> None:
    (one,) = mod(subject(difficulty(*circles(1000, 1510))), [CHECK]).suggestions
    assert one.link == "osu://edit/00:01:510%20(2)"
    assert one.objects == (1,)


def test_names_survive_an_edit_elsewhere_and_a_move_of_the_section() -> None:
    def names(*times: int) -> set[str]:
        lines = [f"{100 + i},100,{time},1,0" for i, time in enumerate(times)]
        return {each.id for each in mod(subject(difficulty(*lines)), [CHECK]).suggestions}

    before = names(1000, 1510, 2010)
    assert names(1250, 1510, 2010) == before
    assert names(3000, 3510, 4010) == before


def test_findings_that_look_alike_have_different_names() -> None:
    lines = [f"100,100,{time},1,0" for time in (1010, 2010)]
    names = [each.id for each in mod(subject(difficulty(*lines)), [CHECK]).suggestions]
    assert len(set(names)) == 2
    assert len({name.rpartition(".")[0] for name in names}) == 1


def test_a_check_of_another_mode_is_not_run() -> None:
    taiko = Check("test", "Misc", "t", "r", lambda _: [Finding("problem", "x")], modes=("taiko",))
    assert mod(subject(difficulty()), [taiko]).suggestions == ()
    assert mod(subject(difficulty(mode=1)), [taiko]).checks == ("test",)
