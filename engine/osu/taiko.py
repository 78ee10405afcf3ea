"""What an object is in taiko: its sounds say its colour and size."""

from __future__ import annotations

from dataclasses import dataclass

from engine.osu.hit_objects import CLAP, FINISH, WHISTLE, HitObject, Slider, Spinner


@dataclass(frozen=True, slots=True)
class TaikoObject:
    """One object of taiko; exactly one of the first four is true.

    Attributes:
        centre: a don (red): neither whistle nor clap.
        rim: a kat (blue): whistle or clap.
        drumroll: a slider.
        swell: a spinner, hit don and kat in turn (denden).
        strong: a large note or drum roll, hit with both hands: finish.
    """

    centre: bool
    rim: bool
    drumroll: bool
    swell: bool
    strong: bool


def taiko_object(each: HitObject) -> TaikoObject:
    """What an object of a taiko difficulty is."""
    drumroll, swell = isinstance(each, Slider), isinstance(each, Spinner)
    note = not (drumroll or swell)
    rim = note and bool(each.hitsound & (WHISTLE | CLAP))
    strong = not swell and bool(each.hitsound & FINISH)
    return TaikoObject(note and not rim, rim, drumroll, swell, strong)
