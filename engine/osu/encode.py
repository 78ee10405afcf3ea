"""A beatmap as the text of a file, from its values alone."""

from __future__ import annotations

from collections.abc import Iterator

from engine.osu.beatmap import Beatmap
from engine.osu.hit_objects import write_object
from engine.osu.numbers import written
from engine.osu.timing_points import write_timing_point

SAMPLE_SET_NAMES = ("None", "Normal", "Soft", "Drum")


def encode(beatmap: Beatmap) -> str:
    """The text of a file with these values, with the line endings osu! writes (CRLF).

    Before v5 the game adds 24 ms when it reads; such values are written as v5, which means the same.
    """
    return "".join(f"{line}\r\n" for line in _lines(beatmap))


def _lines(beatmap: Beatmap) -> Iterator[str]:
    version = beatmap.format_version if beatmap.format_version > 4 else 5
    yield f"osu file format v{version}"
    yield ""
    yield from _general(beatmap)
    if beatmap.bookmarks:
        yield from ("[Editor]", f"Bookmarks: {','.join(map(str, beatmap.bookmarks))}", "")
    yield from _metadata(beatmap)
    yield from _difficulty(beatmap, version)
    yield from _events(beatmap, version)
    yield "[TimingPoints]"
    for point in beatmap.timing_points:
        yield write_timing_point(point, version)
    yield ""
    if beatmap.combo_colours:
        yield "[Colours]"
        for number, (red, green, blue) in enumerate(beatmap.combo_colours, 1):
            yield f"Combo{number} : {red},{green},{blue}"
        yield ""
    yield "[HitObjects]"
    for hit_object in beatmap.objects:
        yield write_object(hit_object, version)


def _general(beatmap: Beatmap) -> Iterator[str]:
    general = beatmap.general
    yield "[General]"
    yield f"AudioFilename: {general.audio_filename}"
    yield f"AudioLeadIn: {general.audio_lead_in}"
    yield f"PreviewTime: {general.preview_time}"
    yield f"Countdown: {general.countdown}"
    yield f"SampleSet: {SAMPLE_SET_NAMES[general.sample_set]}"
    yield f"StackLeniency: {written(general.stack_leniency, 14)}"
    yield f"Mode: {general.mode}"
    yield f"LetterboxInBreaks: {int(general.letterbox_in_breaks)}"
    if general.epilepsy_warning:
        yield "EpilepsyWarning: 1"
    if general.special_style:
        yield "SpecialStyle: 1"
    yield f"WidescreenStoryboard: {int(general.widescreen_storyboard)}"
    if general.samples_match_playback_rate:
        yield "SamplesMatchPlaybackRate: 1"
    yield ""


def _metadata(beatmap: Beatmap) -> Iterator[str]:
    metadata = beatmap.metadata
    yield "[Metadata]"
    yield f"Title:{metadata.title}"
    yield f"TitleUnicode:{metadata.title_unicode}"
    yield f"Artist:{metadata.artist}"
    yield f"ArtistUnicode:{metadata.artist_unicode}"
    yield f"Creator:{metadata.creator}"
    yield f"Version:{metadata.version}"
    yield f"Source:{metadata.source}"
    yield f"Tags:{metadata.tags}"
    yield f"BeatmapID:{metadata.beatmap_id}"
    yield f"BeatmapSetID:{metadata.beatmap_set_id}"
    yield ""


def _difficulty(beatmap: Beatmap, version: int) -> Iterator[str]:
    settings = beatmap.difficulty
    yield "[Difficulty]"
    yield f"HPDrainRate:{written(settings.hp_drain_rate, version)}"
    yield f"CircleSize:{written(settings.circle_size, version)}"
    yield f"OverallDifficulty:{written(settings.overall_difficulty, version)}"
    yield f"ApproachRate:{written(settings.approach_rate, version)}"
    yield f"SliderMultiplier:{written(settings.slider_multiplier, version)}"
    yield f"SliderTickRate:{written(settings.slider_tick_rate, version)}"
    yield ""


def _events(beatmap: Beatmap, version: int) -> Iterator[str]:
    yield "[Events]"
    yield "//Background and Video events"
    if beatmap.background:
        yield f'0,0,"{beatmap.background}",0,0'
    if beatmap.video:
        yield f'Video,0,"{beatmap.video}"'
    yield "//Break Periods"
    for pause in beatmap.breaks:
        yield f"2,{written(pause.start, version)},{written(pause.end, version)}"
    yield ""
