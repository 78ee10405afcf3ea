"""The audio of a map: decoding, osu!'s start of an mp3, onset features; analysis cached by content."""

from engine.song.decode import Samples
from engine.song.harmony import Harmony, find_harmony
from engine.song.onsets import BANDS, Onsets
from engine.song.song import RATE, Song, listen

__all__ = ["BANDS", "RATE", "Harmony", "Onsets", "Samples", "Song", "find_harmony", "listen"]
