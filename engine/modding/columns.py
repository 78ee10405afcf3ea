"""Mania as it is played: columns and rows."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from engine.modding.subject import Subject
from engine.osu import column


def keys_of(subject: Subject) -> int:
    """Columns, at least one."""
    return max(1, int(subject.beatmap.difficulty.circle_size))


def columns_of(subject: Subject) -> list[int]:
    """The column of each object, from 0."""
    keys = keys_of(subject)
    return [column(each.x, keys) for each in subject.objects]


def rows_of(subject: Subject) -> Iterator[list[int]]:
    """Indices of the objects that begin in the same ms, row by row."""
    indices = range(len(subject.objects))
    for _, row in itertools.groupby(indices, key=lambda i: int(subject.objects[i].time)):
        yield list(row)
