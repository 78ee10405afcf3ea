"""The search for a star rating: rhythm and figures grow together, and apart where the rhythm leaps."""

from __future__ import annotations

import pytest

from engine.builtin import search as searching
from engine.builtin.search import APART, CLOSE, search
from engine.osu import Beatmap, Metadata


@pytest.fixture(autouse=True)
def told_stars(monkeypatch: pytest.MonkeyPatch) -> None:
    """A difficulty has as many stars as its name says."""
    monkeypatch.setattr(searching, "stars_of", lambda made: float(made.metadata.version))


def named(stars: float) -> Beatmap:
    return Beatmap(metadata=Metadata(version=str(stars)))


@pytest.mark.parametrize("wanted", [1.5, 3.3, 5.5, 7.0])
def test_a_steady_song_gives_every_rating(wanted: float) -> None:
    stars, made = search(lambda rhythm, figures: named(1 + 2 * rhythm + 2 * figures), wanted, lambda _: None)
    assert abs(stars - wanted) < CLOSE
    assert made.metadata.version == str(stars)


@pytest.mark.parametrize("wanted", [4.4, 5.7])
def test_the_figures_make_up_for_a_rhythm_that_leaps(wanted: float) -> None:
    stars, _ = search(
        lambda rhythm, figures: named((4 if rhythm < 1 else 6) + 2 * (figures - rhythm)),
        wanted,
        lambda _: None,
    )
    assert abs(stars - wanted) < CLOSE


def test_the_figures_stay_near_the_rhythm() -> None:
    tried: list[tuple[float, float]] = []

    def make(rhythm: float, figures: float) -> Beatmap:
        tried.append((rhythm, figures))
        return named(3 if rhythm < 1 else 6)

    search(make, 4.5, lambda _: None)
    assert max(abs(rhythm - figures) for rhythm, figures in tried) <= APART


def test_a_song_that_cannot_carry_a_rating_gives_the_nearest() -> None:
    stars, _ = search(lambda rhythm, _: named(min(5.0, 4 * rhythm)), 7.0, lambda _: None)
    assert stars == 5.0


def test_what_changes_nothing_any_more_is_not_tried_again_and_again() -> None:
    tried: list[float] = []

    def make(rhythm: float, _figures: float) -> Beatmap:
        tried.append(rhythm)
        return named(2.0)

    assert search(make, 1.6, lambda _: None)[0] == 2.0
    assert len(tried) <= 6


def test_the_share_that_is_told_grows_and_ends_before_all() -> None:
    told: list[float] = []
    search(lambda rhythm, _: named(3 if rhythm < 1 else 6), 4.5, told.append)
    assert told == sorted(told)
    assert told[-1] < 1
