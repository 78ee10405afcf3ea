"""A mapping session from a song to a modded map: all is asked for in the song setup, no path is typed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from companion.jobs import State
from engine.osu import Document, Timing
from engine.song.synthesis import write_song
from tests.acceptance.daemons import Daemon
from tests.builder import difficulty
from tests.waiting import wait_for

BPM, OFFSET, SECONDS = 150.0, 500.0, 40.0

START, END = 12100, 18500
"""ms of the part that is remapped: the two bookmarks."""


class Editor:
    """What the mapper does: open a difficulty, fill in the song setup, save."""

    def __init__(self, daemon: Daemon, first: Path) -> None:
        self.daemon, self.open = daemon, first

    def save(self, tags: str, bookmarks: str = "") -> None:
        document = Document.read(self.open)
        document.set("Metadata", "Tags", tags)
        document.set("Editor", "Bookmarks", bookmarks)
        self.open.write_bytes(document.to_bytes())

    def ask(self, marker: str, bookmarks: str = "") -> Path | None:
        """Save with a marker; what it made, once it is done."""
        count = len(self.daemon.jobs()) + 1
        self.save(f"my tags {marker}", bookmarks)
        assert wait_for(lambda: self.daemon.ended(count), 120)
        job = self.daemon.jobs()[-1]
        assert (len(self.daemon.jobs()), job.state) == (count, State.DONE), job.story
        written = self.daemon.written()[job.id]
        self.save("my tags", bookmarks)
        return written[0] if written else None


def companion(daemon: Daemon, *words: str) -> str:
    """A command, typed in a terminal."""
    ran = subprocess.run(
        [sys.executable, "-m", "companion", *words],
        env=daemon.environment,
        capture_output=True,
        text=True,
        check=True,
        cwd=daemon.home,
    )
    return ran.stdout.strip()


@pytest.mark.timeout(600)
def test_from_a_song_to_a_modded_map(daemon: Daemon) -> None:
    mapset = daemon.songs / "1 Artist - Song"
    mapset.mkdir()
    write_song(mapset / "song.wav", BPM, OFFSET, SECONDS, 1)
    empty = mapset / "Artist - Song (Mapper) [Normal].osu"
    empty.write_bytes(difficulty(points=(), version="Normal"))
    daemon.start()
    log = daemon.home / "log" / "companion.log"
    editor = Editor(daemon, empty)
    assert wait_for(log.exists, 30)

    def heard() -> bool:
        """A save is news only once the companion has looked through the folder."""
        empty.write_bytes(empty.read_bytes())
        return wait_for(lambda: f"saved: {empty}" in log.read_text(encoding="utf-8"), 2.0)

    assert wait_for(heard, 30)

    timed = editor.ask("companion:timing")
    assert timed is not None
    red = Timing(Document.read(timed).beatmap.timing_points).red[0]
    assert 60000 / red.beat_length == pytest.approx(BPM, abs=0.05)
    assert red.time == pytest.approx(OFFSET, abs=10)

    editor.open = timed
    mapped = editor.ask("companion:generate=3")
    assert mapped is not None
    assert len(Document.read(mapped).beatmap.objects) > 20

    editor.open = mapped
    before = Document.read(mapped).beatmap.objects
    remapped = editor.ask("companion:remap", f"{START},{END}")
    assert remapped is not None
    after = Document.read(remapped).beatmap.objects
    outside = [each for each in after if not START <= each.time <= END]
    assert outside == [each for each in before if not START <= each.time <= END]
    assert [each for each in after if START <= each.time <= END]

    editor.open = remapped
    sounded = editor.ask("companion:hitsounds")
    assert sounded is not None
    assert any(each.hitsound for each in Document.read(sounded).beatmap.objects)

    editor.open = sounded
    assert editor.ask("companion:mod") is None, "modding writes nothing"
    assert daemon.modded(sounded)

    # the hitsounds were saved over, so they stay; of what is untouched the last result is taken back
    made = {path.name for path in mapset.glob("*.osu")}
    guest = editor.ask("companion:guest=1.5")
    assert guest is not None
    companion(daemon, "undo")
    assert wait_for(lambda: not guest.exists(), 20)
    assert {path.name for path in mapset.glob("*.osu")} == made
    assert companion(daemon, "export", "artist song").endswith("1 Artist - Song.osz")
    for path in mapset.glob("*.osu"):
        assert "companion:" not in (Document.read(path).get("Metadata", "Tags") or "")
    daemon.stop()
