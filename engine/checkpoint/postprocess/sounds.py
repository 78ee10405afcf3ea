"""The sounds of one map given to the objects of another."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace

from engine.checkpoint.parsing.lines import Lines as Given
from engine.checkpoint.parsing.objects import end_time
from engine.checkpoint.postprocess.lines import Lines
from engine.osu import Beatmap, HitObject, HitSample, Hold, Slider, Spinner

REACH = 10
"""ms between a sound and the place it was meant for."""


@dataclass(frozen=True)
class _Sound:
    """What is heard at a time, ms."""

    time: float
    hitsound: int
    sample: HitSample
    body: bool = False


def transferred(source: Beatmap, sounding: Beatmap) -> tuple[Beatmap, int]:
    """`source` with the sounds and volumes of `sounding`, and how many of its sounds found none."""
    result = deepcopy(source)
    heard = sorted(_sounds(sounding), key=lambda sound: sound.time)
    volumes, lines = Lines(sounding.timing_points), Lines(source.timing_points)
    missing, given = 0, Given(source.timing_points)
    places = sorted(
        ((sound, thing, edge) for thing in result.objects for edge, sound in _edges(thing, result, given)),
        key=lambda place: place[0].time,
    )
    for sound, thing, edge in places:
        found = _nearest(heard, sound)
        if found is None:
            missing += 1
            continue
        _give(thing, edge, found)
        lines.set_volume(int(sound.time), volumes.at(found.time).volume)
    result.timing_points = lines.finished()
    return result, missing


def _sounds(beatmap: Beatmap) -> Iterator[_Sound]:
    given = Given(beatmap.timing_points)
    for thing in beatmap.objects:
        for _, sound in _edges(thing, beatmap, given):
            yield sound


def _edges(thing: HitObject, beatmap: Beatmap, given: Given) -> Iterator[tuple[int | None, _Sound]]:
    """The sounds of an object; None stands for the object's own, else the edge of a slider."""
    if not isinstance(thing, Slider):
        time = thing.end_time if isinstance(thing, Spinner) else thing.time
        yield None, _Sound(time, thing.hitsound, thing.sample)
        return
    if beatmap.general.mode == 1:  # a drumroll has no edges
        yield None, _Sound(thing.time, thing.hitsound, thing.sample)
        return
    span = (end_time(thing, beatmap, given) - thing.time) / thing.slides
    yield None, _Sound(thing.time, thing.hitsound, thing.sample, body=True)
    for edge in range(thing.slides + 1):
        hitsound = thing.edge_sounds[edge] if edge < len(thing.edge_sounds) else 0
        sets = thing.edge_sets[edge] if edge < len(thing.edge_sets) else (0, 0)
        yield edge, _Sound(thing.time + edge * span, hitsound, HitSample(*sets))


def _nearest(heard: Sequence[_Sound], wanted: _Sound) -> _Sound | None:
    first = bisect_left(heard, wanted.time - REACH, key=lambda sound: sound.time)
    near = []
    for sound in heard[first:]:
        if sound.time > wanted.time + REACH:
            break
        if sound.body == wanted.body:
            near.append(sound)
    return min(near, key=lambda sound: abs(sound.time - wanted.time), default=None)


def _give(thing: HitObject, edge: int | None, sound: _Sound) -> None:
    normal, addition = sound.sample.normal_set, sound.sample.addition_set
    if edge is None or not isinstance(thing, Slider):
        thing.hitsound = sound.hitsound
        volume = sound.sample.volume if isinstance(thing, Hold) else thing.sample.volume
        thing.sample = replace(thing.sample, normal_set=normal, addition_set=addition, volume=volume)
        return
    missing = edge + 1 - len(thing.edge_sounds)
    thing.edge_sounds += [0] * missing
    thing.edge_sets += [(0, 0)] * (edge + 1 - len(thing.edge_sets))
    thing.edge_sounds[edge] = sound.hitsound
    thing.edge_sets[edge] = (normal, addition)
