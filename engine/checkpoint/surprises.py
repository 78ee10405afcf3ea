"""Which of a map's tokens are worth telling, and in what words: MaiMod's filters and categories."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.checkpoint.events import BEATS, GROUP_TYPES, Event, Events, Kind
from engine.checkpoint.preset import Positions, Preset
from engine.checkpoint.prompt import Stream
from engine.checkpoint.surprisal import TokenSurprisal

WORTH_TELLING = 20.0
"""Score from which on a token is told."""
SHOWN = 10.0
"""By what the score is divided for showing: over 100 is likely an error, under 10 subjective."""
SAME_TIME = 10
"""ms between a time and the expected one that are the same."""
NEAR_GROUP = 2
"""ms within which the next group stands at the same time: either may come first."""

PLACES = frozenset({Kind.X, Kind.Y, Kind.POSITION, Kind.POSITION_REFINEMENT})
SUSTAINS = frozenset(kind for kind in Kind if kind.endswith("_sustain"))
OBJECTS = GROUP_TYPES - BEATS - {Kind.KIAI, Kind.SCROLL_SPEED_CHANGE}
ANCHORS = frozenset(
    {Kind.BEZIER_ANCHOR, Kind.PERFECT_ANCHOR, Kind.CATMULL_ANCHOR, Kind.RED_ANCHOR, Kind.LAST_ANCHOR}
)
CATEGORIES: tuple[tuple[str, frozenset[Kind]], ...] = (
    ("Compose", PLACES | {Kind.DISTANCE, Kind.COLUMN}),
    ("Hit Sounds", frozenset({Kind.HITSOUND, Kind.VOLUME})),
    ("Sliders", ANCHORS | {Kind.SCROLL_SPEED}),
    ("Rhythm", OBJECTS | SUSTAINS | {Kind.TIME, Kind.SNAPPING}),
    ("Timing", BEATS | {Kind.TIME, Kind.SNAPPING}),
    ("Kiai", frozenset({Kind.KIAI})),
    ("Scroll Speeds", frozenset({Kind.SCROLL_SPEED_CHANGE, Kind.SCROLL_SPEED})),
)
"""By what is found and what is expected: the first that holds both."""
OF_GROUPS = {Kind.KIAI: "Kiai", Kind.SCROLL_SPEED_CHANGE: "Scroll Speeds"}
"""By what a time or snapping belongs to, if not to an object or beat."""
SETS = ("normal", "soft", "drum")
ADDITIONS = ((1, "whistle"), (2, "finish"), (4, "clap"))


@dataclass(frozen=True)
class Surprise:
    """A token worth telling.

    Attributes:
        time: ms.
        thing: what the token belongs to, such as "Slider End".
        found, expected: in words; an expected "" is the end of the map's part.
        score: as shown: over 100 likely an error, under 10 subjective.
    """

    time: float
    category: str
    thing: str
    found: str
    expected: str
    score: float


def surprises(tokens: Sequence[TokenSurprisal], streams: Sequence[Stream], preset: Preset) -> list[Surprise]:
    """What is worth telling of tokens, most surprising first; `streams` are the map's contexts."""
    events = {stream.kind: stream.events for stream in streams}
    told = []
    for token in tokens:
        own = events[token.context]
        group, following = _groups(own, token.index, preset)
        if token.score < WORTH_TELLING or _harmless(token, own, group, following):
            continue
        told.append(
            Surprise(
                token.time,
                _category(token, own.events[group].kind),
                _thing(own.events[group].kind, token.event.kind),
                words(token.event, preset.positions),
                words(token.expected, preset.positions) if token.expected is not None else "",
                token.score / SHOWN,
            )
        )
    return sorted(told, key=lambda each: -each.score)


def words(event: Event, positions: Positions) -> str:
    """An event as a mapper would write it."""
    kind, value = event
    match kind:
        case Kind.TIME:
            sign, ms = "-" if value < 0 else "", abs(value)
            return f"{sign}{ms // 60000:02}:{ms // 1000 % 60:02}:{ms % 1000:03}"
        case Kind.SNAPPING:
            return f"1/{value}" if value else "unsnapped"
        case Kind.X | Kind.Y:
            return f"{'x' if kind is Kind.X else 'y'}:{value * positions.precision}"
        case Kind.HITSOUND:
            sounds = "+".join(name for bit, name in ADDITIONS if value % 8 & bit) or "none"
            return f"{SETS[value // 8 % 3]}:{SETS[value // 24 % 3]}-{sounds}"
        case Kind.VOLUME:
            return f"{value}%"
        case Kind.DISTANCE:
            return str(value)
        case Kind.SCROLL_SPEED:
            return f"{value / 100:g}x"
        case Kind.COLUMN:
            return f"column {value + 1}"
        case _:
            return kind.replace("_", " ")


def _groups(events: Events, index: int, preset: Preset) -> tuple[int, int | None]:
    """Where the type of the token's group stands, and that of the next group."""
    kinds = GROUP_TYPES | SUSTAINS
    after = [i for i in range(index, min(index + 64, len(events))) if events.events[i].kind in kinds]
    if not preset.types_first:
        return (after[0] if after else index), (after[1] if len(after) > 1 else None)
    own = next((i for i in range(index, -1, -1) if events.events[i].kind in kinds), index)
    return own, next((i for i in after if i > own), None)


def _harmless(token: TokenSurprisal, events: Events, group: int, following: int | None) -> bool:
    """Surprising, but no matter of taste or error."""
    found, expected = token.event, token.expected
    if events.events[group].kind is Kind.SLIDER_END and found.kind in PLACES | {Kind.DISTANCE}:
        return True
    if expected is None:
        return False
    if found.kind is expected.kind is Kind.TIME and abs(found.value - expected.value) <= SAME_TIME:
        return True
    mixed = {found.kind, expected.kind}
    if Kind.SNAPPING in mixed and mixed & BEATS and following is not None:
        return abs(events.times[following] - events.times[group]) <= NEAR_GROUP
    return False


def _category(token: TokenSurprisal, group: Kind) -> str:
    found = token.event.kind
    expected = token.expected.kind if token.expected is not None else None
    pair = {found, expected}
    if pair == {Kind.HITSOUND, Kind.NEW_COMBO}:
        return "New Combos"
    if pair <= {Kind.TIME, Kind.SNAPPING}:  # of what, decides
        return "Timing" if group in BEATS else OF_GROUPS.get(group, "Rhythm")
    return next((name for name, kinds in CATEGORIES if pair <= kinds), "Misc")


def _thing(group: Kind, found: Kind) -> str:
    if group is Kind.LAST_ANCHOR and found in {Kind.HITSOUND, Kind.VOLUME}:
        return "Slider Body"  # its sound is said with the last anchor
    return group.replace("_", " ").title()
