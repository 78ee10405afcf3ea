"""The hitsound files of a set, and where a map plays them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from engine.modding.media import Audio, Samples, audio_of, samples_of
from engine.modding.sounds import AUDIO_SUFFIXES, Sound, is_sample, stem
from engine.modding.subject import SetFile, Subject


@dataclass(frozen=True)
class HitsoundFile:
    """A sample of the set that the map uses.

    Attributes:
        file: it.
        clicked: the first object whose start plays it; none: it plays only where nothing is clicked.
    """

    file: SetFile
    clicked: Sound | None

    @property
    def audio(self) -> Audio | None:
        """Its header; none: it cannot be read."""
        return audio_of(self.file.path)

    @property
    def samples(self) -> Samples | None:
        """Decoded; none: it cannot be read."""
        return samples_of(self.file.path)


def hitsound_files(subject: Subject) -> Iterator[HitsoundFile]:
    """Samples of the set that the map uses, in the order of their names."""
    for file in sorted(subject.mapset.files, key=lambda each: each.name):
        name = stem(file.name)
        if file.name.lower().endswith(AUDIO_SUFFIXES) and name in subject.samples:
            yield HitsoundFile(file, subject.clicked.get(name.removeprefix("taiko-")))


def unused_hitsounds(subject: Subject) -> Iterator[SetFile]:
    """Files that are called like a hitsound and that no difficulty of the set plays."""
    used = set(subject.samples).union(*(peer.samples for peer in subject.peers))
    for file in subject.mapset.files:
        if is_sample(stem(file.name)) and stem(file.name) not in used:
            yield file
