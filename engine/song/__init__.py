"""The audio of a map: decoding, osu!'s start of an mp3, resampling, onset features, beat grid."""

from engine.song.song import Samples, Song

__all__ = ["Samples", "Song"]
