"""What a mapper asks for, in the checkpoint's terms; what is left open comes from the beatmap."""

from __future__ import annotations

from dataclasses import replace
from difflib import get_close_matches
from typing import TypeVar

from engine.checkpoint.parsing.timing import speed_changes
from engine.checkpoint.preset import Family, Preset
from engine.checkpoint.prompt import MANIA, TAIKO, Wishes
from engine.checkpoint.rules import Sampling
from engine.checkpoint.vocabulary import Vocabulary
from engine.errors import EngineError
from engine.osu import Beatmap, DifficultySettings, Document, Hold
from engine.protocol import MODE_NAMES, FailureKind, Options
from engine.rating import rate

T = TypeVar("T")

FRESH = DifficultySettings(
    hp_drain_rate=5, circle_size=4, overall_difficulty=8, approach_rate=9, slider_multiplier=1.4
)
"""Settings of a map for which nothing is known."""
NEAR_WORDS = 3


def mode_of(options: Options, beatmap: Beatmap) -> int:
    """The wanted mode, else the beatmap's."""
    return beatmap.general.mode if options.mode is None else MODE_NAMES.index(options.mode)


def wishes(preset: Preset, options: Options, beatmap: Beatmap, stars: float | None) -> Wishes:
    """Options over the values of a beatmap.

    `stars` is the beatmap's star rating, if it has objects.

    Raises:
        EngineError: request, for a mapper or style word the checkpoint does not know.
    """
    check_words(preset.vocabulary, (*options.descriptors, *options.negative_descriptors))
    mode, settings = mode_of(options, beatmap), _settings(beatmap)
    same = mode == beatmap.general.mode and bool(beatmap.objects)
    keys = int(settings.circle_size) if same and mode == MANIA else 4
    return Wishes(
        mode=mode,
        beatmap=beatmap.metadata.beatmap_id or None,
        difficulty=_or(options.difficulty, stars),
        mapper=_mapper(preset, options.mapper),
        year=options.year,
        hitsounded=_or(options.hitsounded, _hitsounded(beatmap)),
        slider_multiplier=_or(options.slider_multiplier, settings.slider_multiplier),
        circle_size=_or(options.circle_size, settings.circle_size),
        key_count=_or(options.key_count, keys),
        hold_note_ratio=_or(options.hold_note_ratio, _holds(beatmap) if same and mode == MANIA else None),
        scroll_speed_ratio=_or(
            options.scroll_speed_ratio, _speeds(beatmap) if same and mode in {TAIKO, MANIA} else None
        ),
        descriptors=options.descriptors,
        negative_descriptors=options.negative_descriptors,
    )


def own_wishes(preset: Preset, beatmap: Beatmap, stars: float | None) -> Wishes:
    """What a beatmap itself is like, as far as it can be told."""
    plain = wishes(preset, Options(), beatmap, stars)
    vocabulary, number = preset.vocabulary, beatmap.metadata.beatmap_id
    return replace(
        plain,
        mapper=vocabulary.mapper_of_map.get(number),
        descriptors=vocabulary.descriptors_of_map.get(number, ()),
    )


def sampling(options: Options, *, greedy: bool = False) -> Sampling:
    """How tokens are chosen: options over what the checkpoints are published with."""
    plain = Sampling()
    return Sampling(
        greedy=greedy,
        temperature=_or(options.temperature, plain.temperature),
        timing_temperature=_or(options.timing_temperature, plain.timing_temperature),
        column_temperature=_or(options.mania_column_temperature, plain.column_temperature),
        taiko_temperature=_or(options.taiko_hit_temperature, plain.taiko_temperature),
        top_k=_or(options.top_k, plain.top_k),
        top_p=_or(options.top_p, plain.top_p),
        time_bias=_or(options.timeshift_bias, plain.time_bias),
        guidance=_or(options.cfg_scale, plain.guidance),
        lookback=_or(options.lookback, plain.lookback),
        lookahead=_or(options.lookahead, plain.lookahead),
    )


def leniency(preset: Preset, options: Options) -> float:
    """How far beats may lie off the grid, ms."""
    return _or(options.timing_leniency, 3.0 if preset.family is Family.V29 else 20.0)


def stars(beatmap: Beatmap) -> float | None:
    """The star rating of a beatmap to hundredths, if it has objects."""
    if not beatmap.objects:
        return None
    try:
        return round(rate(Document.from_beatmap(beatmap).to_bytes())[0], 2)
    except ValueError:  # odd maps have no rating: it stays unknown
        return None


def finished(beatmap: Beatmap, asked: Wishes, options: Options) -> Beatmap:
    """A map with the mode and difficulty settings that were asked for."""
    settings = _settings(beatmap)
    size = float(asked.key_count) if asked.mode == MANIA else _or(asked.circle_size, settings.circle_size)
    return replace(
        beatmap,
        general=replace(beatmap.general, mode=asked.mode),
        difficulty=DifficultySettings(
            hp_drain_rate=_or(options.hp_drain_rate, settings.hp_drain_rate),
            circle_size=size,
            overall_difficulty=_or(options.overall_difficulty, settings.overall_difficulty),
            approach_rate=_or(options.approach_rate, settings.approach_rate),
            slider_multiplier=asked.slider_multiplier,
            slider_tick_rate=_or(options.slider_tick_rate, settings.slider_tick_rate),
        ),
    )


def _settings(beatmap: Beatmap) -> DifficultySettings:
    return beatmap.difficulty if beatmap.objects else FRESH


def check_words(vocabulary: Vocabulary, words: tuple[str, ...]) -> None:
    """Refuse style words the checkpoint does not know.

    Raises:
        EngineError: request, with the nearest words it does know.
    """
    for word in words:
        if word in vocabulary.descriptors:
            continue
        if not vocabulary.descriptors:
            raise EngineError(
                FailureKind.REQUEST,
                f"This checkpoint knows no style words, so '{word}' means nothing to it.",
                "Leave out the descriptors, or use V29.1, V31 or V32.",
            )
        near = get_close_matches(word, vocabulary.descriptors, NEAR_WORDS, 0.4)
        listed = ", ".join(f"'{each}'" for each in near or list(vocabulary.descriptors)[:NEAR_WORDS])
        raise EngineError(
            FailureKind.REQUEST,
            f"The checkpoint does not know the style word '{word}'.",
            f"It knows {listed}.",
        )


def _mapper(preset: Preset, wanted: int | str | None) -> int | None:
    if wanted is None:
        return None
    known = preset.vocabulary.mappers
    text = str(wanted).strip()
    if not text.isdecimal():
        raise EngineError(
            FailureKind.REQUEST,
            f"The checkpoint knows mappers by their user id, not by name ('{text}').",
            "The id is the number in the link of their profile: osu.ppy.sh/users/NUMBER.",
        )
    if int(text) not in known:
        near = sorted(known, key=lambda each: abs(each - int(text)))[:NEAR_WORDS]
        listed = ", ".join(map(str, near)) or "none"
        raise EngineError(
            FailureKind.REQUEST,
            f"The checkpoint has not learned from maps of user {text}.",
            f"It knows {len(known)} mappers; the nearest ids are {listed}.",
        )
    return int(text)


def _or(wished: T | None, otherwise: T) -> T:
    return otherwise if wished is None else wished


def _hitsounded(beatmap: Beatmap) -> bool:
    return not beatmap.objects or any(thing.hitsound for thing in beatmap.objects)


def _holds(beatmap: Beatmap) -> float:
    return sum(isinstance(thing, Hold) for thing in beatmap.objects) / len(beatmap.objects)


def _speeds(beatmap: Beatmap) -> float:
    times = {thing.time for thing in beatmap.objects}
    return speed_changes(beatmap) / len(times)
