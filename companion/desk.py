"""What the mapper is at: the difficulty in work, whether a play is on, and whether the companion waits."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

GRACE = 120.0
"""Seconds without a play until the mapper has stopped playing: retries and song select lie between plays."""


@dataclass(frozen=True)
class Desk:
    """The mapper's desk at one moment; every change gives another one.

    Attributes:
        saved: the difficulty saved last.
        editing: the one the editor has open, where that can be seen.
        playing: a play is on.
        paused: no job is started.
        until_play_ends: ... until nothing has been played for a while.
        played: when a play was last seen on or the pause asked for (seconds of a clock that only rises).
    """

    saved: Path | None = None
    editing: Path | None = None
    playing: bool = False
    paused: bool = False
    until_play_ends: bool = False
    played: float = 0.0

    @property
    def difficulty(self) -> Path | None:
        """The difficulty being worked on."""
        return self.editing or self.saved

    def pause(self, now: float, *, until_play_ends: bool) -> Desk:
        """Start nothing new."""
        return replace(self, paused=True, until_play_ends=until_play_ends, played=now)

    def resume(self) -> Desk:
        """Go on."""
        return replace(self, paused=False, until_play_ends=False)

    def seen(self, now: float, *, playing: bool, editing: Path | None) -> Desk:
        """Something else is done in the game."""
        played = now if playing or self.playing else self.played
        return replace(self, playing=playing, editing=editing, played=played)

    def look_again(self, now: float) -> float | None:
        """Seconds until a pause for a play may be over; none: there is no such pause; 0: it is over."""
        if not self.until_play_ends:
            return None
        return GRACE if self.playing else max(0.0, self.played + GRACE - now)
