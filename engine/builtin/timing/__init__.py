"""Tempo, offset and meter of a song from its onsets, without weights of a model."""

from engine.builtin.timing.find import find_timing

__all__ = ["find_timing"]
