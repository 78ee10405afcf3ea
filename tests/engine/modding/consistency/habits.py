"""A map of strict habits, to be broken once."""

from __future__ import annotations

from dataclasses import dataclass, replace

WALK = ((100, 100), (160, 100), (220, 100), (280, 100), (280, 160), (220, 160), (160, 160), (100, 160))
"""px: eight places, each 60 px from the one before; the first follows the last."""

HALF_BEAT = 250
"""ms at 120 BPM."""

FIRST = 1000
"""ms of the red line and of the first note."""

SOUNDS = (4, 0, 8, 0, 0, 0, 8, 0)
"""A finish on the first beat of a measure, a clap on the second and fourth."""


@dataclass(frozen=True)
class Note:
    """A circle of the map."""

    time: int
    x: int
    y: int
    new_combo: bool
    sound: int
    sets: str = "0:0"

    @property
    def line(self) -> str:
        return f"{self.x},{self.y},{self.time},{5 if self.new_combo else 1},{self.sound},{self.sets}:0:0:"


def strict_notes(measures: int = 24) -> list[Note]:
    """Circles on every half beat, 60 px apart, a combo and the same sounds in each measure."""
    return [
        Note(FIRST + i * HALF_BEAT, *WALK[i % 8], new_combo=i % 8 == 0, sound=SOUNDS[i % 8])
        for i in range(8 * measures)
    ]


def broken(index: int, **changes: object) -> list[str]:
    """The lines of the strict map with one note changed."""
    notes = strict_notes()
    notes[index] = replace(notes[index], **changes)  # type: ignore[arg-type]
    return lines(notes)


def lines(notes: list[Note]) -> list[str]:
    """Their hit objects."""
    return [each.line for each in notes]
