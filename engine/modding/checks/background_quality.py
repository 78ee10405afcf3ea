"""Backgrounds that are too large or too small."""

from __future__ import annotations

from collections.abc import Iterator

from engine.modding.check import Check, Finding
from engine.modding.media import picture_of
from engine.modding.subject import Subject

WIDEST, HIGHEST = 2560, 1440
"""px."""

COARSE_WIDTH, COARSE_HEIGHT = 1024, 640
"""px below which it looks coarse."""

TINY_WIDTH, TINY_HEIGHT = 160, 120
"""px below which it is no background."""

LARGEST = 2_500_000
"""Bytes."""


def _find(subject: Subject) -> Iterator[Finding]:
    name = subject.beatmap.background
    file = subject.mapset.file(name) if name else None
    if file is None:
        return
    if file.size > LARGEST:
        yield Finding(
            "problem",
            f"The background {name} has {file.size / 1e6:.1f} MB.",
            found=f"{file.size / 1e6:.1f} MB",
            expected=f"at most {LARGEST / 1e6:.1f} MB",
            key="bytes",
        )
    picture = picture_of(file.path)
    if picture is None:
        return
    found = f"{picture.width} x {picture.height}"
    if picture.width > WIDEST or picture.height > HIGHEST:
        expected = f"at most {WIDEST} x {HIGHEST}"
        yield Finding("problem", f"The background is {found}.", found=found, expected=expected, key="large")
    elif picture.width < COARSE_WIDTH or picture.height < COARSE_HEIGHT:
        tiny = picture.width < TINY_WIDTH or picture.height < TINY_HEIGHT
        yield Finding(
            "problem" if tiny else "warning",
            f"The background is only {found}.",
            found=found,
            expected=f"at least {COARSE_WIDTH} x {COARSE_HEIGHT}",
            key="small",
        )


CHECK = Check(
    id="background-quality",
    category="Files",
    title="Background too large or too small",
    reason="Too large costs memory and bandwidth, too small looks bad.",
    find=_find,
    yardstick=("MV", "LV", "RC"),
)
