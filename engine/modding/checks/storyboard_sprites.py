"""Storyboard pictures that are missing or far too large."""

from __future__ import annotations

from collections.abc import Iterator

from engine.modding.check import Check, Finding
from engine.modding.media import picture_of
from engine.modding.subject import Subject

MOST_PIXELS = 17_000_000
"""The game cannot draw a larger picture as one."""


def _find(subject: Subject) -> Iterator[Finding]:
    if not subject.mapset.files:
        return
    for name in dict.fromkeys((*subject.story.images, *subject.mapset.story.images)):
        # stable lets a storyboard leave the suffix out
        file = subject.mapset.file(name) or subject.mapset.file(f"{name}.png")
        if file is None:
            yield Finding(
                "warning",
                f"The storyboard shows {name}, which is not in the mapset.",
                found="no such file",
                expected=name,
                key=name,
            )
            continue
        picture = picture_of(file.path)
        if picture is not None and picture.width * picture.height > MOST_PIXELS:
            yield Finding(
                "warning",
                f"{name} has {picture.width * picture.height / 1e6:.0f} million pixels.",
                found=f"{picture.width} x {picture.height}",
                expected=f"at most {MOST_PIXELS / 1e6:.0f} million",
                key=name,
            )


CHECK = Check(
    id="storyboard-sprites",
    category="Files",
    title="Storyboard pictures missing or too large",
    reason="What is missing is not shown, what is too large stops the game.",
    find=_find,
    yardstick=("MV", "RC"),
)
