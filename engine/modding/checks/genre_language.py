"""Tags that say the song's genre and language."""

from __future__ import annotations

from collections.abc import Iterator

from engine.modding.check import Check, Finding
from engine.modding.subject import Subject

GENRES = (
    "video game", "anime", "rock", "pop", "novelty", "hip hop", "hiphop", "electronic", "metal", "classical",
    "folk", "jazz", "electro", "edm", "techno", "house", "trance", "dubstep", "dnb", "drum and bass",
    "hardcore", "core", "orchestral", "soundtrack", "rap", "punk", "blues", "funk", "soul", "country",
)  # fmt: skip
"""As the website lists them, and words in use for them."""

LANGUAGES = (
    "english", "chinese", "french", "german", "italian", "japanese", "korean", "spanish", "swedish",
    "russian", "polish", "instrumental", "conlang", "portuguese", "finnish", "dutch", "vietnamese",
    "hindi", "arabic", "latin", "thai", "indonesian", "norwegian", "danish", "czech", "hungarian",
    "ukrainian", "turkish", "filipino", "tagalog", "cantonese", "mandarin",
)  # fmt: skip


def _find(subject: Subject) -> Iterator[Finding]:
    tags = subject.beatmap.metadata.tags.casefold().replace("_", " ")
    words = set(tags.split())
    for what, known, example in (("genre", GENRES, "rock, pop"), ("language", LANGUAGES, "japanese")):
        if not any(all(any(part in word for word in words) for part in each.split()) for each in known):
            yield Finding(
                "warning",
                f"The tags name no {what}, such as {example}.",
                found="none",
                expected=f"a {what}",
                key=what,
            )


CHECK = Check(
    id="genre-language",
    category="Metadata",
    title="No genre or language in the tags",
    reason="Players search by them in the game.",
    find=_find,
    yardstick=("MV", "LV", "RC"),
)
