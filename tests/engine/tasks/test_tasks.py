"""Each task does what a mapper asked, and no more."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.modding.grid import divisor_at
from engine.osu import (
    Beatmap,
    Document,
    HitObject,
    Slider,
    Timing,
    apply_hitsounds,
    end_time,
    slider_path,
)
from engine.progress import Reporter
from engine.protocol import LEVEL_NAMES, MODE_NAMES, File, Options, Outcome, Run, Task
from engine.song.synthesis import write_song
from engine.tasks import perform
from tests.builder import circles, difficulty

BPM, OFFSET = 160.0, 700.0

Ask = Callable[..., Outcome]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("set")
    write_song(folder / "song.wav", BPM, OFFSET, 40.0, 3)
    times = [round(OFFSET + k * 60000 / BPM) for k in range(8, 96)]
    red = f"{OFFSET:.0f},{60000 / BPM},4,2,1,60,1,0"
    points = [red, "9000,-80,4,2,1,40,0,1", "20000,-100,4,2,1,60,0,0"]
    (folder / "map.osu").write_bytes(difficulty(*circles(*times), points=points))
    return folder


@pytest.fixture
def ask(folder: Path) -> Ask:
    def ask(task: Task, *, with_map: bool = True, path: Path | None = None, **options: object) -> Outcome:
        map_path = path or folder / "map.osu"
        paths = {"audio": folder / "song.wav"} | ({"map": map_path} if with_map else {})
        files = {
            name: File(name=each.name, sha256=hashlib.sha256(each.read_bytes()).hexdigest())
            for name, each in paths.items()
        }
        run = Run(id="1", task=task, options=Options.model_validate(options), **files)
        return perform(
            run, {files[name].sha256: each for name, each in paths.items()}, Reporter(), folder / "cache"
        )

    return ask


def test_timing_finds_tempo_and_first_downbeat(ask: Ask) -> None:
    section = ask(Task.TIMING, with_map=False).timing[0]
    assert section.bpm == pytest.approx(BPM, rel=0.0005)
    assert section.offset == pytest.approx(OFFSET, abs=5)
    assert section.meter == 4


@pytest.mark.parametrize(
    ("wished", "name"), [(None, "Timing"), ("{source} (timing)", "Timing"), ("My grid", "My grid")]
)
def test_timing_without_a_map_takes_a_name_that_needs_none(ask: Ask, wished: str | None, name: str) -> None:
    assert ask(Task.TIMING, with_map=False, name=wished).difficulties[0].version == name


@pytest.mark.parametrize("stars", [2.0, 4.0, 6.0])
def test_generate_meets_the_star_rating_on_the_grid_and_on_the_playfield(ask: Ask, stars: float) -> None:
    made = ask(Task.GENERATE, with_map=False, difficulty=stars, seed=5).difficulties[0]
    assert made.stars == pytest.approx(stars, abs=0.4)
    beatmap = Document.from_bytes(made.content).beatmap
    timing = Timing(beatmap.timing_points)
    free_from = 0.0
    for each in beatmap.objects:
        end = end_time(each, beatmap, timing)
        assert each.time >= free_from
        assert divisor_at(each.time, timing) is not None
        assert divisor_at(end, timing) is not None
        points = slider_path(each).points if isinstance(each, Slider) else [(each.x, each.y)]
        assert all(0 <= x <= 512 and 0 <= y <= 384 for x, y in points)
        free_from = end + 1


def test_the_same_request_and_seed_give_the_same_bytes(ask: Ask) -> None:
    one, two, other = (ask(Task.GUEST, difficulty=3, seed=seed).difficulties[0].content for seed in (1, 1, 2))
    assert one == two != other


def test_remap_leaves_everything_outside_its_range(ask: Ask, folder: Path) -> None:
    before = (folder / "map.osu").read_bytes()
    after = ask(Task.REMAP, start=10000, end=16000, name="Insane").difficulties[0].content
    kept = [line for line in before.splitlines(keepends=True) if not _in_range(line)]
    rest = [line for line in after.splitlines(keepends=True) if not _in_range(line)]
    assert rest == [line.replace(b"BeatmapID:12", b"BeatmapID:0") for line in kept]
    assert after != before


def _in_range(line: bytes) -> bool:
    part = line.split(b",")
    if len(part) == 8 and part[6] == b"0":
        return 10000 <= float(part[0]) <= 16001
    return len(part) > 4 and part[2].isdigit() and 10000 <= int(part[2]) <= 16000


def test_a_guest_difficulty_keeps_the_hosts_timing_and_kiai(ask: Ask, folder: Path) -> None:
    host = Document.read(folder / "map.osu").beatmap
    guest = Document.from_bytes(ask(Task.GUEST, difficulty=3).difficulties[0].content).beatmap
    ours, theirs = Timing(guest.timing_points), Timing(host.timing_points)
    assert [(red.time, red.beat_length) for red in ours.red] == [
        (red.time, red.beat_length) for red in theirs.red
    ]
    assert all(ours.kiai_at(time) == theirs.kiai_at(time) for time in range(0, 40000, 500))
    assert guest.general.preview_time == host.general.preview_time
    assert guest.metadata.version == "Companion's Hard"


def test_hitsounds_change_nothing_but_sounds(ask: Ask, folder: Path) -> None:
    before = Document.read(folder / "map.osu")
    after = Document.from_bytes(ask(Task.HITSOUNDS, name="Insane").difficulties[0].content)
    assert any(each.hitsound for each in after.beatmap.objects)
    after.set("Metadata", "BeatmapID", "12")
    back = apply_hitsounds(after, before.beatmap).beatmap
    assert back.objects == before.beatmap.objects
    ours, theirs = Timing(after.beatmap.timing_points), Timing(before.beatmap.timing_points)
    for time in range(0, 40000, 100):
        assert ours.slider_velocity_at(time) == theirs.slider_velocity_at(time)
        assert ours.kiai_at(time) == theirs.kiai_at(time)


def test_claps_lie_on_the_backbeat_where_the_snare_is(ask: Ask) -> None:
    sounded = Document.from_bytes(ask(Task.HITSOUNDS).difficulties[0].content).beatmap
    beats = [round((each.time - OFFSET) * BPM / 60000) for each in sounded.objects if each.hitsound & 8]
    assert len(beats) > 15
    assert sum(beat % 2 for beat in beats) >= 0.9 * len(beats)


@pytest.mark.parametrize("mode", ["taiko", "catch", "mania"])
def test_a_guest_of_another_mode_stands_on_the_hosts_lines(ask: Ask, folder: Path, mode: str) -> None:
    made = ask(Task.GUEST, mode=mode, difficulty=3).difficulties[0]
    assert made.stars == pytest.approx(3, abs=0.4)
    guest, host = Document.from_bytes(made.content).beatmap, Document.read(folder / "map.osu").beatmap
    assert MODE_NAMES[guest.general.mode] == mode
    assert [red.time for red in Timing(guest.timing_points).red] == [OFFSET]
    assert guest.metadata.title == host.metadata.title
    assert guest.metadata.version == f"Companion's {LEVEL_NAMES[MODE_NAMES[guest.general.mode]][2]}"


@pytest.mark.parametrize("mode", ["taiko", "catch", "mania"])
def test_remap_and_hitsounds_work_in_every_mode(ask: Ask, folder: Path, mode: str) -> None:
    source = ask(Task.GENERATE, with_map=False, mode=mode, difficulty=3.5, seed=1).difficulties[0].content
    path = folder / f"{mode}.osu"
    path.write_bytes(source)
    before = Document.from_bytes(source).beatmap
    remapped = ask(Task.REMAP, path=path, start=10000, end=20000, seed=2).difficulties[0].content
    after = Document.from_bytes(remapped).beatmap
    assert [each for each in after.objects if not 10000 <= each.time <= 20000] == [
        each for each in before.objects if not 10000 <= each.time <= 20000
    ]
    inside = sum(10000 <= each.time <= 20000 for each in after.objects)
    was = sum(10000 <= each.time <= 20000 for each in before.objects)
    assert 0.5 * was < inside < 2 * was
    sounded = Document.from_bytes(ask(Task.HITSOUNDS, path=path).difficulties[0].content).beatmap
    assert [(each.time, each.x) for each in sounded.objects] == [
        (each.time, each.x) for each in before.objects
    ]
    if mode == "taiko":  # sounds are what is played
        assert [each.hitsound for each in sounded.objects] == [each.hitsound for each in before.objects]


def test_a_spread_has_one_difficulty_a_level_each_easier_than_the_next(ask: Ask) -> None:
    made = ask(Task.SPREAD, with_map=False, spread="Normal, Easy Hard insane").difficulties
    assert [each.version for each in made] == [f"Companion {level}" for level in LEVEL_NAMES["osu"][:4]]
    stars = [each.stars or 0 for each in made]
    assert stars == sorted(set(stars))
    reds = {
        tuple(p.time for p in Timing(Document.from_bytes(e.content).beatmap.timing_points).red) for e in made
    }
    assert len(reds) == 1


def test_an_easier_difficulty_plays_what_the_harder_one_plays(ask: Ask) -> None:
    made = ask(Task.SPREAD, with_map=False, spread="Easy Normal Hard").difficulties
    played = []
    for each in made:
        beatmap = Document.from_bytes(each.content).beatmap
        timing = Timing(beatmap.timing_points)
        played.append({round(time) for o in beatmap.objects for time in _moments(o, beatmap, timing)})
    for easier, harder in itertools.pairwise(played):
        near = {time + step for time in harder for step in (-2, -1, 0, 1, 2)}
        assert sum(time in near for time in easier) > 0.9 * len(easier)


def _moments(each: HitObject, beatmap: Beatmap, timing: Timing) -> list[float]:
    slides = each.slides if isinstance(each, Slider) else 1
    length = end_time(each, beatmap, timing) - each.time
    return [each.time + length * part / slides for part in range(slides + 1)]


def test_a_spread_of_taiko_bears_its_own_names(ask: Ask) -> None:
    made = ask(Task.SPREAD, mode="taiko", spread="Kantan Oni").difficulties
    assert [each.version for each in made] == ["Companion Kantan", "Companion Oni"]


@pytest.mark.parametrize("task", [Task.GENERATE, Task.GUEST, Task.REMAP])
def test_candidates_are_numbered_and_each_is_what_its_seed_alone_gives(ask: Ask, task: Task) -> None:
    wished: dict[str, object] = {"start": 10000, "end": 16000, "name": "Mine", "difficulty": 3}
    made = ask(task, candidates=3, seed=5, **wished).difficulties
    assert [each.version for each in made] == ["Mine 1", "Mine 2", "Mine 3"]
    alone = ask(task, seed=7, **(wished | {"name": "Mine 3"})).difficulties[0].content
    assert made[2].content == alone
    assert len({Document.from_bytes(each.content).beatmap.objects.__repr__() for each in made}) == 3
