"""From a beatmap to the events a checkpoint hears."""

from engine.checkpoint.parsing.objects import object_events
from engine.checkpoint.parsing.timing import beat_events, kiai_events, speed_events

__all__ = ["beat_events", "kiai_events", "object_events", "speed_events"]
