"""Changes of tempo that change the scroll speed too."""

from __future__ import annotations

from collections.abc import Iterator

from engine.modding.check import Check, Finding
from engine.modding.folding import folded
from engine.modding.level import Level
from engine.modding.scrolling import scrolls_of, usual_bpm
from engine.modding.subject import Subject

OTHER_TEMPO = 1.0
"""BPM from which a tempo is another one."""


FEW = 5
"""Red lines that are told one by one."""


def _find(subject: Subject) -> Iterator[Finding]:
    yield from folded(list(_uneven(subject)), FEW, "{count} changes of tempo change the scroll speed too.")


def _uneven(subject: Subject) -> Iterator[Finding]:
    scrolls = scrolls_of(subject)
    usual = usual_bpm(scrolls)
    for each in scrolls:
        if not each.inherited and abs(each.bpm - usual) > OTHER_TEMPO and each.multiplier == 1.0:
            yield Finding(
                "problem" if subject.level is Level.EASY else "warning",
                f"The notes scroll {each.bpm / usual:.2f} times as fast from this red line on.",
                time=each.start,
                found=f"{each.bpm:.0f} BPM at 1x",
                expected=f"a green line of {usual / each.bpm:.2f}x",
            )


CHECK = Check(
    id="mania-normalised-scroll",
    category="Scroll Speeds",
    title="Tempo changes that are not evened out",
    reason="The song's tempo should not change how the notes come.",
    find=_find,
    modes=("mania",),
    by_level=True,
    yardstick=("MV", "RC"),
)
