"""Difficulties as they can stand in a file, for property tests."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from hypothesis import strategies as st

from engine.osu import Circle, HitObject, HitSample, Hold, PathSegment, Slider, Spinner, TimingPoint
from engine.osu.curves import Point

ENDINGS = ("\r\n", "\n")

TIMES = st.integers(-2_000, 120_000)

_WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Z"), exclude_characters="[/"), max_size=12
)
_KEYS = st.text("ABCXYZabcxyz", min_size=3, max_size=8).map(lambda name: f"X{name}")
_SPACE = st.sampled_from(["", "", "", " ", "\t "])

_NUMBERS = st.one_of(
    st.integers(-10, 600).map(str),
    st.floats(-10, 600, allow_nan=False).map(lambda value: f"{value:.4f}"),
)
_GREENS = st.builds(
    "{},-{},4,{},{},{},0,{}".format,
    TIMES,
    st.sampled_from([50, 100, 133.333333333333, 1000]),
    st.integers(0, 3),
    st.integers(0, 2),
    st.integers(0, 100),
    st.sampled_from([0, 1, 8, 9]),
)
_REDS = st.builds(
    "{},{},{},2,1,60,1,0".format, TIMES, st.sampled_from([300, 333.333333333333, 600]), st.integers(2, 7)
)
_NAN_LINES = st.builds("{},NaN,4,2,1,60,0,0".format, TIMES)
_CIRCLES = st.builds(
    "{},{},{},{},{},{}".format,
    _NUMBERS,
    _NUMBERS,
    TIMES,
    st.sampled_from([1, 5, 21, 37]),
    st.integers(0, 14),
    st.sampled_from(["0:0:0:0:", "1:2:3:40:", "0:0:0:0:sound file.wav"]),
)
_OLD_CIRCLES = st.builds("{},{},{},1,0".format, st.integers(0, 512), st.integers(0, 384), TIMES)
_SLIDERS = st.builds(
    "{},192,{},2,0,{},{},{}".format,
    st.integers(0, 512),
    TIMES,
    st.sampled_from(
        [
            "L|300:100",
            "B|10:20|30:40|30:40|90:100",
            "P|200:200|300:100",
            "C|1:2|3:4|5:6",
            "B3|1:1|9:9|5:5|7:7|2:2",
        ]
    ),
    st.integers(1, 4),
    st.sampled_from(["100", "70.0000026702881", "0"]),
)
_SPINNERS = st.builds("256,192,{0},12,0,{0}9,0:0:0:0:".format, st.integers(1, 9_999))
_HOLDS = st.builds("{1},192,{0},128,0,{0}5:0:0:0:0:".format, st.integers(1, 9_999), st.integers(0, 511))
_JUNK = st.sampled_from(["", "// a comment", "   ", "//", "nonsense", "1,2", "a,b,c,d,e,f"])

_SECTIONS = {
    "General": [
        "AudioFilename: a.mp3",
        "Mode: 0",
        "SampleSet: Soft",
        "StackLeniency:0.7",
        "PreviewTime :  12",
    ],
    "Editor": ["Bookmarks: 1,2,3", "DistanceSpacing: 1.2", "BeatDivisor: 4"],
    "Metadata": ["Title:Song", "Version:Insane // not a comment", "Tags:a b", "Artist:someone"],
    "Difficulty": ["CircleSize:4", "SliderMultiplier:1.4", "OverallDifficulty:8.5 // a comment"],
    "Events": [
        "//Background and Video events",
        '0,0,"bg.jpg",0,0',
        "2,1000,2000",
        'Sprite,Pass,Centre,"a.png",1,2',
        " F,0,1,2,0,1",
    ],
    "Colours": ["Combo1 : 1,2,3", "SliderBorder : 9,9,9"],
    "Variables": ["$x=1"],
}


@dataclass(frozen=True)
class Text:
    """A file before it is bytes.

    Attributes:
        lines: with their endings.
        codec: of the bytes.
        bom: in front of them.
    """

    lines: tuple[str, ...]
    codec: str
    bom: bytes

    def to_bytes(self) -> bytes:
        """The file."""
        return self.bom + "".join(self.lines).encode(self.codec)


@st.composite
def documents(draw: st.DrawFn, *, played: bool = False) -> Text:
    """Any legal file: all sections in any order, twice or not at all, with things the game does not know.

    `played`: it has an object.
    """
    texts = (
        [draw(st.sampled_from(["", "osu file format v3", "osu file format v4", "osu file format v9"]))]
        if draw(st.booleans())
        else [draw(st.sampled_from(["osu file format v14", "osu file format v128"]))]
    )
    for name in draw(
        st.lists(st.sampled_from([*_SECTIONS, "TimingPoints", "HitObjects", "Other"]), min_size=1, max_size=9)
    ):
        texts.append(f"[{name}]{draw(_SPACE)}")
        texts += draw(st.lists(_lines(name), max_size=6))
    if played:
        texts += ["[HitObjects]", draw(_CIRCLES)]
    ending = draw(st.sampled_from([*ENDINGS, None]))
    lines = [text + (ending or draw(st.sampled_from(ENDINGS))) for text in texts]
    if lines[-1].strip() and draw(st.booleans()):
        lines[-1] = lines[-1].rstrip("\r\n")
    codec, bom = draw(
        st.sampled_from(
            [
                ("utf-8", b""),
                ("utf-8", codecs.BOM_UTF8),
                ("utf-16-le", codecs.BOM_UTF16_LE),
                ("utf-16-be", codecs.BOM_UTF16_BE),
            ]
        )
    )
    return Text(tuple(lines), codec, bom)


def _lines(section: str) -> st.SearchStrategy[str]:
    own: st.SearchStrategy[str]
    if section == "TimingPoints":
        own = st.one_of(_REDS, _GREENS, _NAN_LINES)
    elif section == "HitObjects":
        own = st.one_of(_CIRCLES, _OLD_CIRCLES, _SLIDERS, _SPINNERS, _HOLDS)
    else:
        own = st.sampled_from(_SECTIONS.get(section, ["anything at all"]))
    unknown = st.builds("{}: {}".format, _KEYS, _WORDS)
    return st.builds("{}{}".format, st.one_of(own, own, own, unknown, _JUNK), _SPACE)


_SAMPLES = st.builds(HitSample, st.integers(0, 3), st.integers(0, 3), st.integers(0, 9), st.integers(0, 100))
_PLACE = st.tuples(st.integers(0, 512).map(float), st.integers(0, 384).map(float))


def objects(least: int = 0, most: int = 100_000) -> st.SearchStrategy[HitObject]:
    """An object that begins in a range of ms."""
    times = st.integers(least, most).map(float)
    spans = st.integers(1, 900)

    def slider(t: float, p: Point, q: Point, slides: int) -> Slider:
        return Slider(t, p[0], p[1], segments=[PathSegment("L", [p, q])], slides=slides, length=100.0)

    return st.one_of(
        st.builds(lambda t, p, s: Circle(t, p[0], p[1], sample=s), times, _PLACE, _SAMPLES),
        st.builds(lambda t, p, n: Spinner(t, p[0], p[1], end_time=t + n), times, _PLACE, spans),
        st.builds(lambda t, p, n: Hold(t, p[0], p[1], end_time=t + n), times, _PLACE, spans),
        st.builds(slider, times, _PLACE, _PLACE, st.integers(1, 3)),
    )


def green_lines(least: int = 0, most: int = 100_000) -> st.SearchStrategy[TimingPoint]:
    """A green line in a range of ms."""
    return st.builds(
        TimingPoint,
        st.integers(least, most).map(float),
        st.sampled_from([-50.0, -100.0, -133.0]),
        sample_set=st.integers(0, 3),
        volume=st.integers(5, 100),
        uninherited=st.just(False),
        kiai=st.booleans(),
    )
