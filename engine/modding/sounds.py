"""What a map sounds like: the samples that play, how loud, and from which files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from engine.modding.edges import Edge, Part
from engine.osu import CLAP, FINISH, WHISTLE, Beatmap, Slider, Spinner, Timing, TimingPoint

LENIENCY = 5.0
"""ms by which a line may come late and still give an object its sound (the game's own)."""

SETS = ("normal", "normal", "soft", "drum")
"""Names of sample sets by their number; 0, of a map that chose none, is normal."""

ADDITIONS = ((WHISTLE, "hitwhistle"), (FINISH, "hitfinish"), (CLAP, "hitclap"))

AUDIO_SUFFIXES = (".wav", ".mp3", ".ogg")
"""Of samples, in the order in which the game looks for them."""

_SAMPLE = re.compile(
    r"(?P<taiko>taiko-)?(?P<set>normal|soft|drum)"
    r"-(?P<sound>hitnormal|hitwhistle|hitfinish|hitclap|slidertick|sliderslide|sliderwhistle)(?P<index>\d*)"
)


@dataclass(frozen=True, slots=True)
class Sound:
    """What an edge plays.

    Attributes:
        object: index into the map's objects.
        part: of the object.
        time: ms.
        additions: bits of `WHISTLE`, `FINISH`, `CLAP`.
        normal_set: 1 normal, 2 soft, 3 drum.
        addition_set: the same for the additions.
        index: sample number, 0 the skin's.
        volume: percent.
        filename: a file of its own instead; mostly mania.
    """

    object: int
    part: Part
    time: float
    additions: int
    normal_set: int
    addition_set: int
    index: int
    volume: int
    filename: str = ""

    @property
    def plain(self) -> bool:
        """Nothing but the normal sound."""
        return not self.additions and not self.filename

    def samples(self) -> Iterator[str]:
        """Names of the samples without suffix, as files of the set would be called."""
        if self.filename:
            yield stem(self.filename)
            return
        yield sample_name(self.normal_set, "hitnormal", self.index)
        for bit, name in ADDITIONS:
            if self.additions & bit:
                yield sample_name(self.addition_set, name, self.index)


def sounds_of(beatmap: Beatmap, timing: Timing, edges: Iterable[Edge]) -> list[Sound]:
    """What every edge but a spinner's start plays, in the order of the edges."""
    sounds = []
    for edge in edges:
        each = beatmap.objects[edge.object]
        if isinstance(each, Spinner) and edge.part == "start":
            continue
        if edge.part == "end" and not isinstance(each, Slider | Spinner):
            continue  # a hold note sounds once
        point = timing.sample_point_at(edge.time + LENIENCY)
        additions = each.hitsound
        normal, extra = each.sample.normal_set, each.sample.addition_set
        if isinstance(each, Slider):
            if edge.number < len(each.edge_sounds):
                additions = each.edge_sounds[edge.number]
            if edge.number < len(each.edge_sets):
                normal, extra = each.edge_sets[edge.number]
        normal = _known(normal) or _known(point.sample_set) or _known(beatmap.general.sample_set) or 1
        sounds.append(
            Sound(
                edge.object,
                edge.part,
                edge.time,
                additions & (WHISTLE | FINISH | CLAP),
                normal,
                _known(extra) or normal,
                each.sample.index or point.sample_index,
                each.sample.volume or point.volume,
                each.sample.filename,
            )
        )
    return sounds


def used_samples(beatmap: Beatmap, timing: Timing, sounds: Iterable[Sound]) -> set[str]:
    """Names without suffix of every sample a map may play: edges, slider bodies, ticks and spinners."""
    used = {name for sound in sounds for name in sound.samples()}
    default = _known(beatmap.general.sample_set) or 1
    bodies = {(*_in_force(timing.sample_point_at(each.time + LENIENCY), default), each.hitsound & WHISTLE)
              for each in beatmap.objects if isinstance(each, Slider)}  # fmt: skip
    within = {_in_force(point, default) for point in timing.points} if bodies else set()
    for number, index, _ in bodies | {(*each, 0) for each in within}:
        used |= {sample_name(number, name, index) for name in ("slidertick", "sliderslide")}
    if any(whistle for _, _, whistle in bodies):
        used |= {sample_name(number, "sliderwhistle", index) for number, index in within}
    if beatmap.general.mode == 1:
        used |= {f"taiko-{name}" for name in used}
    return used


def sample_name(number: int, sound: str, index: int) -> str:
    """`soft-hitclap2`: the name of a sample's file without suffix."""
    return f"{SETS[_known(number)]}-{sound}{index if index > 1 else ''}"


def is_sample(name: str) -> bool:
    """Whether a file's name, without suffix, is that of a hitsound."""
    return _SAMPLE.fullmatch(name.lower()) is not None


def stem(name: str) -> str:
    """A file's name in lower case and without its suffix."""
    lower = name.lower().replace("\\", "/")
    return lower.rpartition(".")[0] or lower


def _known(number: int) -> int:
    return number if 0 < number < len(SETS) else 0


def _in_force(point: TimingPoint, default: int) -> tuple[int, int]:
    return _known(point.sample_set) or default, point.sample_index
