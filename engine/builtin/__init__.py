"""The weight-free mapper: signal processing and rules, for every machine."""

from engine.builtin.mapper import BuiltinMapper
from engine.builtin.timing import find_timing

__all__ = ["BuiltinMapper", "find_timing"]
