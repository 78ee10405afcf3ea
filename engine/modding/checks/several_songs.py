"""Sets whose difficulties play different files."""

from __future__ import annotations

from collections.abc import Iterator

from engine.modding.check import Check, Finding
from engine.modding.subject import Subject


def _find(subject: Subject) -> Iterator[Finding]:
    mine = subject.beatmap.general.audio_filename
    for other in subject.peers:
        theirs = other.beatmap.general.audio_filename
        if mine.lower() != theirs.lower():
            yield Finding(
                "problem",
                f"{other.beatmap.metadata.version} plays {theirs}, this difficulty {mine or 'no song'}.",
                found=mine,
                expected=theirs,
            )
            return


CHECK = Check(
    id="several-songs",
    category="Audio",
    title="More than one song",
    reason="A set has one song; previews and metadata do not work with two.",
    find=_find,
    yardstick=("MV", "LV", "RC"),
)
