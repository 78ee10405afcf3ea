"""Results appear whole under a free name; the mapper's files are never touched unasked."""

from __future__ import annotations

import hashlib
import queue
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from companion.jobs import Job, State, Store
from companion.requests import Request
from companion.writing import (
    Answer,
    Conflicted,
    NotWritten,
    Prepare,
    Prepared,
    Publish,
    Published,
    RemoveRequest,
    RequestGone,
    ReturnRequest,
    Sweep,
    TakeBack,
    TakenBack,
    Writer,
)
from companion.writing.atomic import put
from engine.osu import Document
from engine.protocol import Difficulty, Outcome
from tests.builder import circles, difficulty
from tests.companion.mapsets import make_mapset, request_for

OTHER_DISK = Path("/dev/shm")
"""Where no file of another file system can be moved to."""

MADE = difficulty(*circles(1000, 1500), version="Insane (hitsounds)")


class Desk:
    """A writer and what it answers."""

    def __init__(self, folder: Path) -> None:
        self.answers: queue.SimpleQueue[Answer] = queue.SimpleQueue()
        self.backups = folder / "backups"
        self.writer = Writer(self.backups, folder / "kept", self.answers.put)
        self.store = Store.open(folder / "jobs.sqlite3")
        self.writer.start()

    def job(self, request: Request) -> Job:
        job, _ = self.store.add(request)
        return self.store.move(job.id, State.RUNNING)

    def prepare(self, job: Job, content: bytes = MADE, source: bytes | None = None, tags: str = "") -> Answer:
        assert job.request.map is not None
        read = source if source is not None else job.request.map.read_bytes()
        outcome = Outcome(engine="builtin", difficulties=(Difficulty(version="x", content=content),))
        self.writer.order(Prepare(job, outcome, hashlib.sha256(read).hexdigest(), tags))
        return self.answers.get(timeout=20)

    def publish(self, prepared: Answer) -> Answer:
        assert isinstance(prepared, Prepared)
        self.writer.order(Publish(prepared.job, prepared.entries))
        return self.answers.get(timeout=20)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path)
    yield desk
    desk.writer.stop()
    desk.store.close()


@pytest.fixture
def mapset(tmp_path: Path) -> Path:
    return make_mapset(tmp_path)


def test_a_result_appears_under_the_games_file_name(desk: Desk, mapset: Path) -> None:
    prepared = desk.prepare(desk.job(request_for(mapset)))
    assert isinstance(prepared, Prepared)
    assert not prepared.entries[0].path.exists()
    assert isinstance(desk.publish(prepared), Published)
    assert (mapset / "Artist - Song (Mapper) [Insane (hitsounds)].osu").read_bytes() == MADE
    assert not list(mapset.glob("*.tmp"))


def test_a_taken_name_gets_a_number_inside_and_outside(desk: Desk, mapset: Path) -> None:
    for name in ("Insane (hitsounds)", "Insane (hitsounds) 2", "Insane (hitsounds) 3"):
        desk.publish(desk.prepare(desk.job(request_for(mapset))))
        document = Document.read(mapset / f"Artist - Song (Mapper) [{name}].osu")
        assert document.get("Metadata", "Version") == name


def test_whatever_else_is_called_like_a_difficulty_does_not_keep_a_result_away(
    desk: Desk, mapset: Path
) -> None:
    (mapset / "z folder.osu").mkdir()
    (mapset / "z link.osu").symlink_to(mapset / "nothing.osu")
    assert isinstance(desk.publish(desk.prepare(desk.job(request_for(mapset)))), Published)


def test_tags_of_disclosure_are_added_once(desk: Desk, mapset: Path) -> None:
    prepared = desk.prepare(desk.job(request_for(mapset)), tags="companion words")
    assert isinstance(prepared, Prepared)
    assert b"Tags:test words companion\r\n" in prepared.entries[0].temporary.read_bytes()


def test_a_change_in_place_is_backed_up_and_undone_to_the_byte(desk: Desk, mapset: Path) -> None:
    source = min(mapset.glob("*.osu"))
    before = source.read_bytes()
    job = desk.job(request_for(mapset, in_place=True))
    prepared = desk.prepare(job)
    desk.publish(prepared)
    assert source.read_bytes() == difficulty(*circles(1000, 1500), version="Insane")
    assert isinstance(prepared, Prepared)
    desk.writer.order(TakeBack(job.id, prepared.entries))
    assert desk.answers.get(timeout=20) == TakenBack(job.id, (source.name,))
    assert source.read_bytes() == before


def test_a_change_in_place_keeps_the_difficultys_name_and_number(desk: Desk, mapset: Path) -> None:
    source = min(mapset.glob("*.osu"))
    made = MADE.replace(b"BeatmapID:12", b"BeatmapID:0")
    desk.publish(desk.prepare(desk.job(request_for(mapset, in_place=True)), content=made))
    document = Document.read(source)
    assert (document.get("Metadata", "Version"), document.get("Metadata", "BeatmapID")) == ("Insane", "12")


@pytest.mark.parametrize("in_place", [False, True])
def test_a_result_carries_no_marker(desk: Desk, mapset: Path, in_place: bool) -> None:
    made = difficulty(*circles(1000, 1500), version="New", tags="one companion:remap two")
    prepared = desk.prepare(desk.job(request_for(mapset, in_place=in_place)), content=made)
    assert isinstance(prepared, Prepared)
    assert b"Tags:one two\r\n" in prepared.entries[0].temporary.read_bytes()


def test_a_save_while_the_engine_worked_is_a_conflict_and_nothing_is_lost(desk: Desk, mapset: Path) -> None:
    source = min(mapset.glob("*.osu"))
    before = source.read_bytes()
    job = desk.job(request_for(mapset, in_place=True))
    source.write_bytes(before + b"// saved meanwhile\r\n")
    answer = desk.prepare(job, source=before)
    assert isinstance(answer, Conflicted)
    assert answer.kept.read_bytes() == MADE
    assert source.read_bytes().endswith(b"// saved meanwhile\r\n")


def test_a_save_between_preparing_and_publishing_is_a_conflict_too(desk: Desk, mapset: Path) -> None:
    source = min(mapset.glob("*.osu"))
    prepared = desk.prepare(desk.job(request_for(mapset, in_place=True)))
    source.write_bytes(b"saved")
    assert isinstance(desk.publish(prepared), Conflicted)
    assert source.read_bytes() == b"saved"
    assert not list(mapset.glob("*.tmp"))


def test_publishing_again_after_a_kill_does_nothing_twice(desk: Desk, mapset: Path) -> None:
    prepared = desk.prepare(desk.job(request_for(mapset)))
    desk.publish(prepared)
    assert isinstance(prepared, Prepared)
    prepared.entries[0].path.write_bytes(b"edited by the mapper")
    assert isinstance(desk.publish(prepared), Published)
    assert prepared.entries[0].path.read_bytes() == b"edited by the mapper"


def test_an_edited_result_is_not_undone(desk: Desk, mapset: Path) -> None:
    job = desk.job(request_for(mapset))
    prepared = desk.prepare(job)
    desk.publish(prepared)
    assert isinstance(prepared, Prepared)
    prepared.entries[0].path.write_bytes(b"edited")
    desk.writer.order(TakeBack(job.id, prepared.entries))
    answer = desk.answers.get(timeout=20)
    assert isinstance(answer, TakenBack)
    assert "changed since" in answer.refused
    assert prepared.entries[0].path.read_bytes() == b"edited"


def test_a_mapset_that_is_gone_keeps_the_result_elsewhere(desk: Desk, mapset: Path) -> None:
    job = desk.job(request_for(mapset))
    source = min(mapset.glob("*.osu")).read_bytes()
    mapset.rename(mapset.with_name("renamed"))
    answer = desk.prepare(job, source=source)
    assert isinstance(answer, NotWritten)
    assert answer.kept is not None
    assert answer.kept.read_bytes() == MADE


def spread(job: Job, source: bytes, *contents: bytes) -> Prepare:
    made = tuple(Difficulty(version=str(number), content=each) for number, each in enumerate(contents))
    return Prepare(job, Outcome(engine="builtin", difficulties=made), hashlib.sha256(source).hexdigest(), "")


def test_every_difficulty_of_a_result_is_kept_when_its_mapset_is_gone(desk: Desk, mapset: Path) -> None:
    job, source = desk.job(request_for(mapset)), min(mapset.glob("*.osu")).read_bytes()
    mapset.rename(mapset.with_name("renamed"))
    easy, hard = (difficulty(*circles(1000, 1500), version=name) for name in ("Easy", "Hard"))
    desk.writer.order(spread(job, source, easy, hard))
    answer = desk.answers.get(timeout=20)
    assert isinstance(answer, NotWritten)
    assert answer.kept is not None
    assert [each.read_bytes() for each in sorted(answer.kept.iterdir())] == [easy, hard]


def test_when_one_name_of_a_spread_was_taken_meanwhile_none_is_put_and_all_are_kept(
    desk: Desk, mapset: Path
) -> None:
    job, source = desk.job(request_for(mapset)), min(mapset.glob("*.osu")).read_bytes()
    easy, hard = (difficulty(*circles(1000, 1500), version=name) for name in ("Easy", "Hard"))
    desk.writer.order(spread(job, source, easy, hard))
    prepared = desk.answers.get(timeout=20)
    assert isinstance(prepared, Prepared)
    prepared.entries[1].path.write_bytes(b"the mapper's own Hard")
    answer = desk.publish(prepared)
    assert isinstance(answer, Conflicted)
    assert [each.read_bytes() for each in sorted(answer.kept.iterdir())] == [easy, hard]
    assert not prepared.entries[0].path.exists()
    assert prepared.entries[1].path.read_bytes() == b"the mapper's own Hard"
    assert not list(mapset.glob("*.tmp"))


@pytest.mark.skipif(not OTHER_DISK.is_dir(), reason="there is no second file system to fail at")
def test_when_one_difficulty_of_a_spread_cannot_be_put_none_is_and_all_are_kept(
    desk: Desk, mapset: Path
) -> None:
    before = sorted(mapset.iterdir())
    job, source = desk.job(request_for(mapset)), min(mapset.glob("*.osu")).read_bytes()
    easy, hard = (difficulty(*circles(1000, 1500), version=name) for name in ("Easy", "Hard"))
    desk.writer.order(spread(job, source, easy, hard))
    prepared = desk.answers.get(timeout=20)
    assert isinstance(prepared, Prepared)
    first, second = prepared.entries
    elsewhere = replace(second, path=OTHER_DISK / f"{mapset.parent.name}.osu")
    answer = desk.publish(replace(prepared, entries=(first, elsewhere)))
    assert isinstance(answer, NotWritten)
    assert answer.kept is not None
    assert [each.read_bytes() for each in sorted(answer.kept.iterdir())] == [easy, hard]
    assert sorted(mapset.iterdir()) == before


@pytest.mark.parametrize("obstacle", ["folder", "file"])
def test_when_the_rest_cannot_be_put_after_a_kill_what_was_put_before_goes_too_and_all_are_kept(
    desk: Desk, mapset: Path, obstacle: str
) -> None:
    before = sorted(mapset.iterdir())
    job, source = desk.job(request_for(mapset)), min(mapset.glob("*.osu")).read_bytes()
    made = [difficulty(*circles(1000, 1500), version=name) for name in ("Easy", "Normal", "Hard")]
    desk.writer.order(spread(job, source, *made))
    prepared = desk.answers.get(timeout=20)
    assert isinstance(prepared, Prepared)
    desk.store.prepare(prepared.entries)
    easy, _, hard = desk.store.prepared(job.id)
    put(easy.temporary, easy.path)  # and here it was killed
    hard.path.mkdir() if obstacle == "folder" else hard.path.write_bytes(b"the mapper's own")
    answer = desk.publish(replace(prepared, entries=tuple(desk.store.prepared(job.id))))
    assert isinstance(answer, NotWritten if obstacle == "folder" else Conflicted)
    assert answer.kept is not None
    assert [each.read_bytes() for each in sorted(answer.kept.iterdir())] == made
    assert sorted(mapset.iterdir()) == sorted([*before, hard.path])


def test_what_was_put_before_a_kill_and_changed_since_stays_when_the_rest_cannot_be_put(
    desk: Desk, mapset: Path
) -> None:
    job, source = desk.job(request_for(mapset)), min(mapset.glob("*.osu")).read_bytes()
    made = [difficulty(*circles(1000, 1500), version=name) for name in ("Easy", "Hard")]
    desk.writer.order(spread(job, source, *made))
    prepared = desk.answers.get(timeout=20)
    assert isinstance(prepared, Prepared)
    easy, hard = prepared.entries
    put(easy.temporary, easy.path)
    easy.path.write_bytes(b"edited by the mapper")
    hard.path.mkdir()
    answer = desk.publish(prepared)
    assert isinstance(answer, NotWritten)
    assert answer.kept is not None
    assert answer.kept.read_bytes() == made[1]
    assert easy.path.read_bytes() == b"edited by the mapper"


def test_a_result_that_was_moved_out_before_a_kill_is_not_said_to_be_written(
    desk: Desk, mapset: Path
) -> None:
    prepared = desk.prepare(desk.job(request_for(mapset)))
    assert isinstance(prepared, Prepared)
    (entry,) = prepared.entries
    entry.path.mkdir()
    answer = desk.publish(prepared)
    assert isinstance(answer, NotWritten)
    entry.path.rmdir()
    again = desk.publish(prepared)  # the first answer was lost in a kill
    assert isinstance(again, NotWritten)
    assert (again.kept, again.reason) == (
        answer.kept,
        "The companion was ended while it put the result aside.",
    )
    assert not entry.path.exists()


def test_a_result_that_was_put_after_a_kill_is_kept_nowhere_else(desk: Desk, mapset: Path) -> None:
    prepared = desk.prepare(desk.job(request_for(mapset)))
    assert isinstance(prepared, Prepared)
    folder = desk.backups.with_name("kept") / f"job {prepared.job}"
    folder.mkdir(parents=True)
    (folder / "1.osu").write_bytes(MADE)
    (folder / "2.osu").write_bytes(b"another result")
    assert isinstance(desk.publish(prepared), Published)
    assert [path.name for path in folder.iterdir()] == ["2.osu"]


def test_a_result_that_can_be_put_nowhere_ends_its_job_and_the_next_one_is_written(
    desk: Desk, mapset: Path, tmp_path: Path
) -> None:
    (tmp_path / "kept").write_bytes(b"a file where the folder should be")
    job, source = desk.job(request_for(mapset)), min(mapset.glob("*.osu")).read_bytes()
    away = mapset.rename(mapset.with_name("away"))
    answer = desk.prepare(job, source=source)
    assert isinstance(answer, NotWritten)
    assert answer.kept is None
    away.rename(mapset)
    assert isinstance(desk.publish(desk.prepare(desk.job(request_for(mapset)))), Published)


def test_a_result_that_is_no_difficulty_is_not_written(desk: Desk, mapset: Path) -> None:
    answer = desk.prepare(desk.job(request_for(mapset)), content=b"not a difficulty")
    assert isinstance(answer, NotWritten)
    assert "could not be written" in answer.reason
    assert len(list(mapset.glob("*.osu"))) == 1


def test_a_request_is_removed_unless_it_was_changed(desk: Desk, mapset: Path) -> None:
    path = mapset / "a.request.toml"
    path.write_bytes(b"one")
    desk.writer.order(RemoveRequest(path, hashlib.sha256(b"other").hexdigest()))
    assert desk.answers.get(timeout=20) == RequestGone(path)
    assert path.exists()
    desk.writer.order(RemoveRequest(path, hashlib.sha256(b"one").hexdigest()))
    desk.answers.get(timeout=20)
    assert not path.exists()


def test_a_bad_request_is_returned_before_it_is_removed(desk: Desk, mapset: Path) -> None:
    path, reply = mapset / "a.request.toml", mapset / "a.request.error.toml"
    path.write_bytes(b"bad")
    desk.writer.order(ReturnRequest(path, hashlib.sha256(b"bad").hexdigest(), reply, b"# why\nbad"))
    desk.answers.get(timeout=20)
    assert reply.read_bytes() == b"# why\nbad"
    assert not path.exists()


def test_sweeping_takes_left_overs_only(desk: Desk, mapset: Path) -> None:
    (mapset / "~companion-1-0.tmp").write_bytes(b"half")
    desk.writer.order(Sweep(mapset))
    desk.publish(desk.prepare(desk.job(request_for(mapset))))
    assert not list(mapset.glob("~companion*"))
    assert (mapset / "song.wav").exists()


def test_a_spread_of_which_one_cannot_be_prepared_leaves_nothing_in_the_mapset(
    desk: Desk, mapset: Path
) -> None:
    before = sorted(mapset.iterdir())
    job, source = desk.job(request_for(mapset)), min(mapset.glob("*.osu")).read_bytes()
    desk.writer.order(spread(job, source, MADE, b"not a difficulty"))
    answer = desk.answers.get(timeout=20)
    assert isinstance(answer, NotWritten)
    assert answer.kept is not None
    assert len(list(answer.kept.iterdir())) == 2
    assert sorted(mapset.iterdir()) == before
