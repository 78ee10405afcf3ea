from __future__ import annotations

import pytest

from engine.modding.checks.guest_tags import CHECK
from tests.builder import difficulty
from tests.engine.modding.subjects import found


def told(version: str, tags: str = "test words") -> list[str]:
    return [one.key for one in found(CHECK, difficulty(version=version, tags=tags))]


def test_a_guest_who_is_not_in_the_tags() -> None:
    assert told("Guest's Hard") == ["Guest"]
    assert told("Naxess' Insane") == ["Naxess"]


def test_in_the_tags_it_passes() -> None:
    assert told("Guest's Hard", "test guest") == []
    assert told("Two Words' Hard", "two_words") == []


def test_each_of_two() -> None:
    assert told("One & Two's Extra", "one") == ["Two"]


def test_the_host_needs_no_tag() -> None:
    assert told("Mapper's Insane") == []


@pytest.mark.parametrize("version", ["Insane", "Don't Stop", "Heaven's", "Let's Jump"])
def test_names_without_an_owner_pass(version: str) -> None:
    assert told(version) == []
