"""Files of the set that nothing uses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.modding.check import Check, Finding
from engine.modding.hitsound_files import unused_hitsounds
from engine.modding.sounds import AUDIO_SUFFIXES, is_sample, stem
from engine.modding.subject import Subject

IGNORED = ("thumbs.db", "desktop.ini", ".ds_store")
"""Made by the system, and not uploaded."""

OURS = (".request.toml", ".request.error.toml")
"""Requests to this program, which go away by themselves."""

SKIN = re.compile(
    r"(approachcircle|hitcircle|slider|reversearrow|followpoint|cursor|spinner|hit(0|50|100|300)|score|default-"
    r"|combo|count\d|go(-|$|@|\d)|gos$|ready|section-|play-|inputoverlay|lighting|particle|fruit-|taiko|pippidon"
    r"|mania-|star(@|\d|$)|ranking|pause-|fail|arrow-|masking|menu|button|welcome|applause|sectionpass|sectionfail"
    r"|spinnerspin|spinnerbonus|nightcore|bar|key|note|stage|lightingl|lightingn|skin\.ini).*"
)
"""Names that a skin can have and the game takes from the set."""

SPRITES = (".png", ".jpg", ".jpeg")


def _find(subject: Subject) -> Iterator[Finding]:
    if not subject.mapset.files:
        return
    used = _used(subject)
    unheard = {each.name for each in unused_hitsounds(subject)}
    for file in subject.mapset.files:
        name = file.name.lower()
        if name.endswith((".osu", *OURS)) or name.rpartition("/")[2] in IGNORED or file.size == 0:
            continue
        if name in used or name.rpartition(".")[0] in used:
            continue
        if file.name in unheard or not _of_the_game(subject, name):
            yield Finding(
                "problem",
                f"Nothing uses {file.name}.",
                found="an unused file",
                expected="only files that are used",
                key=file.name,
            )


def _used(subject: Subject) -> set[str]:
    """Names, in lower case; samples of the storyboard and sprites may stand without their suffix."""
    names: set[str] = set(subject.mapset.story.images)
    names.update(each.name for each in subject.mapset.story.samples)
    for each in (subject, *subject.peers):
        beatmap = each.beatmap
        names.update((beatmap.general.audio_filename, beatmap.background, beatmap.video))
        names.update(each.story.images)
        names.update(sample.name for sample in each.story.samples)
        names.update(sound.filename for sound in each.sounds if sound.filename)
    return {name.lower().replace("\\", "/") for name in names if name}


def _of_the_game(subject: Subject, name: str) -> bool:
    """The game itself takes it: hitsounds that play, skin elements, a storyboard that shows something."""
    if name.endswith(".osb"):
        return bool(subject.mapset.story.images or subject.mapset.story.samples)
    if name.endswith(AUDIO_SUFFIXES) and is_sample(stem(name)):
        return True
    known = name.endswith((*SPRITES, *AUDIO_SUFFIXES, ".ini"))
    return known and SKIN.fullmatch(name.rpartition("/")[2]) is not None


CHECK = Check(
    id="unused-files",
    category="Files",
    title="Unused files",
    reason="Everybody downloads them for nothing.",
    find=_find,
    yardstick=("MV", "LV", "RC"),
)
