"""The weight-free mapper: rhythm from onsets, placement by rules, star rating by search; all four modes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from engine.builtin.composer import Composer, played_times
from engine.builtin.hitsounds import hitsounds
from engine.builtin.search import search, stars_of
from engine.builtin.timing import find_timing
from engine.osu import Beatmap
from engine.progress import Reporter
from engine.protocol import MODE_NAMES, SPREAD_STARS, Mode, Options, Task, TempoSection
from engine.red_lines import red_lines
from engine.song import Song

USUAL_STARS = 4.0
"""The star rating of a difficulty when none is wished."""

GUEST_SHARE = 0.8
"""Of the host's star rating that a guest difficulty has when none is wished."""

EASIEST_GUEST = 1.5

MISSED: dict[Mode, float] = {"osu": 0.25, "taiko": 0.37, "catch": 0.37, "mania": 0.37}
"""Stars from the wish at which the next level's freedom is taken; what is still missed the mapper hears."""


class BuiltinMapper:
    """Fulfils :class:`engine.mapper.Mapper`."""

    name = "builtin"

    def timing(self, song: Song, report: Reporter, options: Options) -> Sequence[TempoSection]:  # noqa: ARG002 - a model's
        """Tempo, offset and meter from the song's onsets."""
        return find_timing(song, report)

    def generate(self, song: Song, host: Beatmap, options: Options, report: Reporter) -> Beatmap:
        """A difficulty of the wanted star rating (4 when none is wished)."""
        wanted = options.difficulty if options.difficulty is not None else USUAL_STARS
        composer = Composer(song, timed(song, host, report), mode_of(host, options), options, lifts=True)
        return self._whole(composer, wanted, report)

    def guest(self, song: Song, host: Beatmap, options: Options, report: Reporter) -> Beatmap:
        """A difficulty of the host's set: the wanted rating, else four fifths of the host's."""
        wanted = options.difficulty
        if wanted is None:
            wanted = max(EASIEST_GUEST, GUEST_SHARE * stars_of(host))
        composer = Composer(song, timed(song, host, report), mode_of(host, options), options)
        return self._whole(composer, wanted, report)

    def spread(
        self, song: Song, host: Beatmap, levels: Sequence[int], options: Options, report: Reporter
    ) -> Sequence[Beatmap]:
        """One difficulty for each level; each plays a part of the rhythm of the one above it.

        A wished star rating is the hardest one's; the others keep their level's usual one.
        """
        report.step("Listening to the song", 0.1)
        composer = Composer(song, timed(song, host, report), mode_of(host, options), options, lifts=True)
        result: list[Beatmap] = []
        within: Sequence[float] | None = None
        for done, level in enumerate(reversed(levels)):
            stars = SPREAD_STARS[level]
            if not done and options.difficulty is not None:
                stars = options.difficulty
            report.step("Mapping", 0.2 + 0.7 * done / len(levels))
            make = partial(composer.difficulty, level=level, stars=stars, within=within)
            given, made = search(make, stars, lambda _: None)
            if not done and options.difficulty is not None:
                _tell_missed("song", composer.mode, given, stars, report)
            within = played_times(made)
            sounded = options.hitsounded is not False
            result.insert(0, hitsounds(song, made, report, composer.bars) if sounded else made)
        return result

    def remap(self, song: Song, source: Beatmap, options: Options, report: Reporter) -> Beatmap:
        """New objects from `options.start` to `options.end`, in the style of the map around them."""
        start = options.start if options.start is not None else 0.0
        end = options.end if options.end is not None else song.duration
        composer = Composer(song, source, mode_of(source, Options()), options)
        report.step("Placing objects", 0.4)
        stars, made = composer.part(source, start, end)
        if not made.objects:
            report.note("Nothing sounds clearly between these times, so the part is empty now.")
        elif options.difficulty is not None:
            _tell_missed("part", composer.mode, stars, options.difficulty, report)
        return hitsounds(song, made, report, composer.bars) if options.hitsounded is not False else made

    def candidates(
        self, task: Task, song: Song, source: Beatmap, options: Options, report: Reporter
    ) -> Sequence[Beatmap]:
        """`options.candidates` answers, one seed after the other."""
        make = {Task.GENERATE: self.generate, Task.REMAP: self.remap, Task.GUEST: self.guest}[task]
        count = options.candidates
        return [
            make(
                song,
                source,
                options.model_copy(update={"seed": (options.seed + number) % 2**63}),
                report.part(number / count, (number + 1) / count),
            )
            for number in range(count)
        ]

    def hitsounds(self, song: Song, source: Beatmap, report: Reporter, options: Options) -> Beatmap:  # noqa: ARG002 - a model's
        """Hitsounds and volumes from the song's accents."""
        return hitsounds(song, source, report)

    def _whole(self, composer: Composer, wanted: float, report: Reporter) -> Beatmap:
        stars, made = _searched(composer, wanted, report)
        _tell_missed("song", composer.mode, stars, wanted, report)
        sounded = composer.options.hitsounded is not False
        return hitsounds(composer.song, made, report, composer.bars) if sounded else made


def _searched(composer: Composer, wanted: float, report: Reporter) -> tuple[float, Beatmap]:
    """The difficulty nearest to a star rating, in its level's limits or, if they bar it, the next one's."""
    best: tuple[float, Beatmap] | None = None
    for level in composer.levels_from(wanted):
        make = partial(composer.difficulty, level=level, stars=wanted)
        found = search(make, wanted, lambda share: report.step("Mapping", 0.3 + 0.5 * share))
        if best is None or abs(found[0] - wanted) < abs(best[0] - wanted):
            best = found
        if abs(best[0] - wanted) < MISSED[composer.mode]:
            break
    assert best is not None
    return best


def _tell_missed(what: str, mode: Mode, stars: float, wanted: float, report: Reporter) -> None:
    if abs(stars - wanted) >= MISSED[mode]:
        report.note(f"This {what} gives {stars:.1f} stars at the nearest, not {wanted:.1f}.")


def mode_of(beatmap: Beatmap, options: Options) -> Mode:
    """The mode that is wished, else the map's own."""
    return options.mode or MODE_NAMES[beatmap.general.mode]


def timed(song: Song, host: Beatmap, report: Reporter) -> Beatmap:
    """The host with red lines: its own, else the song's."""
    if any(each.uninherited for each in host.timing_points):
        return host
    return replace(host, timing_points=red_lines(find_timing(song, report)))
