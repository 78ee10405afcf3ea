"""Whatever lies in a mapset: the right result or one clear sentence, and the daemon goes on."""

from __future__ import annotations

from pathlib import Path

import pytest

from companion.jobs import Job, State
from engine.song.synthesis import write_song
from tests.acceptance.daemons import Daemon
from tests.builder import circles, difficulty
from tests.waiting import wait_for

pytestmark = pytest.mark.acceptance

POINTS = ["500,400,4,2,1,60,1,0"]


def made(version: str, audio: str = "song.wav") -> bytes:
    return difficulty(*circles(*range(2100, 12000, 400)), points=POINTS, version=version, audio=audio)


@pytest.fixture
def mapset(daemon: Daemon) -> Path:
    mapset = daemon.songs / "1 Artist - Song"
    mapset.mkdir()
    write_song(mapset / "song.wav", 150, 500, 15, 1)
    (mapset / "map.osu").write_bytes(made("Insane"))
    return mapset


def asked(daemon: Daemon, mapset: Path, text: str) -> Job | str:
    """The job that became of a request, or why there is none."""
    before = len(daemon.jobs())
    path, reply = mapset / "a.request.toml", mapset / "a.request.error.toml"
    reply.unlink(missing_ok=True)
    path.write_text(text)
    assert wait_for(lambda: not path.exists(), 60), "the request is not taken"
    if reply.exists():
        return reply.read_text(errors="replace").splitlines()[0]
    assert wait_for(lambda: daemon.ended(before + 1), 60), "the job does not end"
    return daemon.jobs()[-1]


def done(daemon: Daemon, mapset: Path, text: str) -> None:
    job = asked(daemon, mapset, text)
    assert isinstance(job, Job), job
    assert job.state is State.DONE, job.story


@pytest.mark.timeout(300)
def test_difficulties_that_are_none_or_odd(daemon: Daemon, mapset: Path) -> None:
    (mapset / "a folder.osu").mkdir()
    (mapset / "a link.osu").symlink_to(mapset / "nothing.osu")
    (mapset / "junk.osu").write_bytes(bytes(range(128, 256)) * 20)
    (mapset / "wide.osu").write_bytes(
        made("Wide").replace(b"//Break", b"//" + b"x" * 60_000_000 + b"\r\n//Break")
    )
    (mapset / "utf16.osu").write_bytes(made("Wide").decode().encode("utf-16"))
    (mapset / "latin.osu").write_bytes(made("Lätin").decode().encode("latin-1"))
    daemon.start()
    for name in ("utf16", "latin", "wide", "map"):
        for task in ("hitsounds", "mod"):
            done(daemon, mapset, f'task = "{task}"\nmap = "{name}.osu"')
    refused = asked(daemon, mapset, 'task = "hitsounds"\nmap = "junk.osu"')
    assert refused == (
        "# junk.osu, line 1: expected 'osu file format v14' and sections such as [General]."
        " Open the difficulty in the editor and save it again."
    )
    daemon.stop()


@pytest.mark.timeout(300)
def test_songs_that_are_none_or_odd(daemon: Daemon, mapset: Path) -> None:
    whole = (mapset / "song.wav").read_bytes()
    songs = {
        "empty.mp3": (b"", State.FAILED, "The song empty.mp3 is empty (0 bytes)."),
        "header.wav": (whole[:30], State.FAILED, "header.wav is no audio file that can be read."),
        "text.ogg": (b"no song\n" * 99, State.FAILED, "text.ogg is no audio file that can be read."),
        "named.mp3": (whole, State.DONE, "named.mp3 is not mp3 as its name says but wav."),
        "third.wav": (
            whole[: len(whole) // 3],
            State.DONE,
            "third.wav ends after 5.0 of 15.0 s: was it copied or downloaded whole?",
        ),
    }
    for name, (content, _, _) in songs.items():
        (mapset / name).write_bytes(content)
        (mapset / f"{name}.osu").write_bytes(made(name, name))
    daemon.start()
    for name, (_, state, story) in songs.items():
        job = asked(daemon, mapset, f'task = "hitsounds"\nmap = "{name}.osu"')
        assert isinstance(job, Job), job
        assert (job.state, job.story[: len(story)]) == (state, story)
    daemon.stop()


@pytest.mark.timeout(300)
def test_a_mapset_that_is_renamed_while_a_job_runs(daemon: Daemon, mapset: Path) -> None:
    write_song(mapset / "song.wav", 150, 500, 180, 1)
    daemon.start()
    (mapset / "a.request.toml").write_text('task = "generate"\ndifficulty = 5')
    assert wait_for(lambda: any(job.state is State.RUNNING for job in daemon.jobs()), 60)
    renamed = mapset.rename(mapset.with_name("1 Renamed"))
    assert wait_for(lambda: daemon.ended(1), 60)
    [job] = daemon.jobs()
    assert job.state is State.FAILED
    assert "Was the mapset moved or deleted?" in job.story
    done(daemon, renamed, 'task = "hitsounds"\nmap = "map.osu"')
    daemon.stop()
