"""A grid that lies early or late against the song, as a whole or from somewhere on."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from engine.modding.check import Check, Finding
from engine.modding.consistency.telling import STARTLING, severity_of
from engine.modding.subject import Subject
from engine.osu import format_timestamp

Floats = NDArray[np.float64]

REACH = 30.0
"""ms from an object within which an onset may be its own."""

STRONG = 0.25
"""Strength (1: a strong onset of this song) from which an onset says where the beat is."""

USUAL_OFFSET, USUAL_SPREAD = -2.0, 3.5
"""ms that onsets lie after the grid in well timed maps, and how far that varies from song to song."""

LEAST_ONSETS = 24
"""Fewer say nothing."""

STRETCH = 48
"""Onsets of a stretch that is compared with the whole map."""
