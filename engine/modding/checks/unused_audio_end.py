"""Songs that go on long after the last object."""

from __future__ import annotations

from collections.abc import Iterator

from engine.modding.check import Check, Finding
from engine.modding.subject import Subject

UNUSED = 0.2
"""Share of the song."""


def _find(subject: Subject) -> Iterator[Finding]:
    length = subject.song_length
    if not subject.objects or length is None or length <= 0:
        return
    last = max(max(each.end_times) for each in (subject, *subject.peers) if each.objects)
    unused = 1 - last / length
    if unused > UNUSED:
        shown = bool(subject.beatmap.video or subject.story.images or subject.mapset.storyboard)
        what = "Is the video or storyboard worth the wait?" if shown else "Cut the song, or map on."
        yield Finding(
            "warning",
            f"{unused:.0%} of the song come after the last object of the set. {what}",
            time=max(subject.end_times),
            found=f"{unused:.0%} unused",
            expected=f"at most {UNUSED:.0%}",
        )


CHECK = Check(
    id="unused-audio-end",
    category="Audio",
    title="Unused end of the song",
    reason="Everybody downloads it and nobody plays it.",
    find=_find,
    yardstick=("MV", "LV"),
)
