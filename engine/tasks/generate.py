"""A whole difficulty for a song, alone or beside a host."""

from __future__ import annotations

from engine.osu import Beatmap, Document, General, Metadata
from engine.protocol import Outcome, Task
from engine.tasks.candidates import made
from engine.tasks.difficulty import all_named, beside
from engine.tasks.work import Work

DEFAULT_NAME = "Companion {stars}*"


def generate(work: Work) -> Outcome:
    """Map the song; the engine times it where the host has no red lines."""
    host = work.document if work.has_map else empty_difficulty(work)
    beatmap = host.beatmap
    answers = made(work, Task.GENERATE, beatmap)
    template = work.options.name or DEFAULT_NAME
    difficulties = all_named([beside(host, each) for each in answers], template, beatmap.metadata.version)
    return Outcome(engine=work.mapper.name, difficulties=difficulties, notes=tuple(work.report.notes))


def empty_difficulty(work: Work) -> Document:
    """An empty difficulty for a song, named by the song's own tags or its file name."""
    tags = work.song.tags
    stem = work.audio_name.rsplit(".", 1)[0]
    artist, dash, title = stem.partition(" - ")
    metadata = Metadata(
        title=_plain(tags.get("title") or (title if dash else stem)),
        title_unicode=tags.get("title") or (title if dash else stem),
        artist=_plain(tags.get("artist") or (artist if dash else "Unknown Artist")),
        artist_unicode=tags.get("artist") or (artist if dash else "Unknown Artist"),
        creator="Companion",
    )
    beatmap = Beatmap(
        general=General(audio_filename=work.audio_name, countdown=0, sample_set=2), metadata=metadata
    )
    return Document.from_beatmap(beatmap)


def _plain(text: str) -> str:
    """The romanised fields take ASCII only."""
    return text.encode("ascii", "ignore").decode().strip() or "Unknown"
