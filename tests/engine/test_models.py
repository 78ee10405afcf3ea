"""`companion models` against a hub of our own: real downloads by the hub's own client, over real sockets."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.command_line import run_companion
from tests.waiting import wait_for

REPOSITORY = "OliBomby/Mapperatorinator-v32-mini"
COMMIT = "0123456789abcdef0123456789abcdef01234567"
MEGABYTE = 1024 * 1024
WEIGHTS = bytes(range(256)) * 4 * 1024 * 24
FIRST_PART = 16 * MEGABYTE
"""Bytes that are sent before the line goes quiet."""
KEPT = 10 * MEGABYTE
"""Bytes the hub's client writes at once: so many are kept at least."""


class Hub(ThreadingHTTPServer):
    """Serves one repository; may go quiet in the middle of the weights."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        card = b"---\nlicense: mit\n---\n"
        self.files = {"config.json": b"{}", "tokenizer.json": b"{}", "README.md": card}
        self.files |= {"model.safetensors": WEIGHTS, "notes.txt": b"not wanted"}
        self.said_size = len(WEIGHTS)
        self.quiet = threading.Event()
        self.goes_quiet = False
        self.ranges: list[str] = []
        self.asked: list[str] = []
        self.done = threading.Event()


class Answer(BaseHTTPRequestHandler):
    """What the hub's client asks: the repository's files, then each file whole or from a byte on."""

    server: Hub

    def do_GET(self) -> None:
        self._answer(body=True)

    def do_HEAD(self) -> None:
        self._answer(body=False)

    def log_message(self, *_words: object) -> None:
        """Say nothing."""

    def _answer(self, *, body: bool) -> None:
        self.server.asked.append(f"{self.command} {self.path}")
        path = self.path.partition("?")[0]
        if path.startswith(f"/api/models/{REPOSITORY}/tree/"):
            self._json(self._entries())
        elif path.startswith(f"/api/models/{REPOSITORY}"):
            siblings = [
                {"rfilename": each["path"], "size": each["size"], "blobId": each["oid"]} | _large(each)
                for each in self._entries()
            ]
            self._json({"id": REPOSITORY, "modelId": REPOSITORY, "sha": COMMIT, "siblings": siblings})
        elif (name := path.rpartition("/")[2]) in self.server.files:
            self._file(name, self.server.files[name], body=body)
        else:
            self.send_error(404)

    def _entries(self) -> list[dict[str, Any]]:
        sizes = {name: len(content) for name, content in self.server.files.items()}
        sizes["model.safetensors"] = self.server.said_size
        return [
            {"type": "file", "path": name, "size": size, "oid": _etag(self.server.files[name])}
            for name, size in sizes.items()
        ]

    def _json(self, content: object) -> None:
        data = json.dumps(content).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def _file(self, name: str, content: bytes, *, body: bool) -> None:
        asked = self.headers.get("Range")
        start = int(asked.removeprefix("bytes=").partition("-")[0]) if asked else 0
        self.send_response(206 if asked else 200)
        self.send_header("ETag", f'"{_etag(content)}"')
        self.send_header("X-Repo-Commit", COMMIT)
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("Content-Length", str(len(content) - start))
        if asked:
            self.send_header("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}")
        self.end_headers()
        if not body:
            return
        if name == "model.safetensors":
            self.server.ranges.append(asked or "")
            if self.server.goes_quiet:
                self.wfile.write(content[start : start + FIRST_PART])
                self.server.quiet.set()
                self.server.done.wait(60)
                return
        self.wfile.write(content[start:])


def _large(entry: dict[str, Any]) -> dict[str, Any]:
    """What the hub says besides of a file it keeps in large file storage."""
    if entry["path"] != "model.safetensors":
        return {}
    return {"lfs": {"size": entry["size"], "sha256": entry["oid"], "pointerSize": 134}}


def _etag(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@pytest.fixture
def hub() -> Iterator[Hub]:
    server = Hub()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.done.set()
    server.shutdown()
    thread.join()
    server.server_close()


def own_hub(hub: Hub, home: Path) -> dict[str, str]:
    """What tells the download where to ask, and where to keep what it gets."""
    return {
        "HF_ENDPOINT": f"http://127.0.0.1:{hub.server_port}",
        "HF_HOME": str(home),
        "HF_HUB_DISABLE_XET": "1",
    }


def models(hub: Hub, home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return run_companion(home / "companion", "models", *words, environment=own_hub(hub, home))


def held(home: Path) -> Path:
    return home / "hub" / f"models--{REPOSITORY.replace('/', '--')}"


def test_a_checkpoint_is_pulled_shown_and_removed(hub: Hub, tmp_path: Path) -> None:
    before = models(hub, tmp_path, "list", "--json")
    assert not next(row for row in json.loads(before.stdout) if row["name"] == "v32-mini")["here"]
    assert hub.asked == []  # nothing is asked of the network unasked

    pulled = models(hub, tmp_path, "pull", "v32-mini")
    assert pulled.returncode == 0, pulled.stderr
    folder = Path(pulled.stdout.splitlines()[-1])
    assert (folder / "model.safetensors").read_bytes() == WEIGHTS
    assert not (folder / "notes.txt").exists()

    told = models(hub, tmp_path, "info", "v32-mini").stdout
    assert "licence     mit" in told
    assert str(folder) in told
    assert "tasks       generate, remap, timing" in told

    removed = models(hub, tmp_path, "remove", "v32-mini")
    assert removed.stdout == "v32-mini is gone; 25 MB are free again.\n"
    assert not held(tmp_path).exists()


def cut_off(hub: Hub, home: Path) -> int:
    """Kill a download in the middle of the weights; answers how many bytes of them are on the disk."""
    hub.goes_quiet = True
    command = [sys.executable, "-m", "engine", "models", "pull", "v32-mini"]
    environment = os.environ | own_hub(hub, home) | {"COMPANION_HOME": str(home / "companion")}
    download = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
    assert hub.quiet.wait(100)
    assert wait_for(lambda: kept(home) >= KEPT, 80)
    download.kill()
    download.wait(30)
    hub.goes_quiet = False
    hub.done.set()
    return kept(home)


def kept(home: Path) -> int:
    """Bytes of an unfinished download on the disk."""
    return sum(part.stat().st_size for part in (held(home) / "blobs").glob("*.incomplete"))


def test_a_killed_download_counts_as_not_there_and_goes_on_where_it_stopped(hub: Hub, tmp_path: Path) -> None:
    left = cut_off(hub, tmp_path)
    assert left >= KEPT
    assert models(hub, tmp_path, "info", "v32-mini").stdout.rstrip().endswith("not on this machine")
    again = models(hub, tmp_path, "pull", "v32-mini")
    assert again.returncode == 0, again.stderr
    assert hub.ranges == ["", f"bytes={left}-"]
    assert (Path(again.stdout.splitlines()[-1]) / "model.safetensors").read_bytes() == WEIGHTS


def test_a_damaged_part_is_noticed_and_fetched_anew(hub: Hub, tmp_path: Path) -> None:
    cut_off(hub, tmp_path)
    [part] = (held(tmp_path) / "blobs").glob("*.incomplete")
    part.write_bytes(b"?" + part.read_bytes()[1:])
    broken = models(hub, tmp_path, "pull", "v32-mini")
    assert broken.returncode == 1
    assert "model.safetensors arrived damaged" in broken.stderr
    again = models(hub, tmp_path, "pull", "v32-mini")
    assert (Path(again.stdout.splitlines()[-1]) / "model.safetensors").read_bytes() == WEIGHTS


def test_a_part_longer_than_the_file_is_fetched_anew(hub: Hub, tmp_path: Path) -> None:
    cut_off(hub, tmp_path)
    [part] = (held(tmp_path) / "blobs").glob("*.incomplete")
    part.write_bytes(WEIGHTS + b"more")
    again = models(hub, tmp_path, "pull", "v32-mini")
    assert (Path(again.stdout.splitlines()[-1]) / "model.safetensors").read_bytes() == WEIGHTS


def test_the_part_of_a_version_that_is_no_more_is_not_in_the_way(hub: Hub, tmp_path: Path) -> None:
    blobs = held(tmp_path) / "blobs"
    blobs.mkdir(parents=True)
    (blobs / "0123.part.incomplete").write_bytes(b"half of another one")
    again = models(hub, tmp_path, "pull", "v32-mini")
    assert again.returncode == 0, again.stderr
    assert "not on this machine" not in models(hub, tmp_path, "info", "v32-mini").stdout


def test_a_disk_too_small_is_noticed_before_anything_is_downloaded(hub: Hub, tmp_path: Path) -> None:
    hub.said_size = 10**15
    refused = models(hub, tmp_path, "pull", "v32-mini")
    assert refused.returncode == 1
    assert refused.stderr.startswith("The download needs 1000000000 MB and the disk of ")
    assert hub.ranges == []


def test_a_hub_that_is_not_there_is_said_plainly(hub: Hub, tmp_path: Path) -> None:
    hub.files.clear()
    refused = models(hub, tmp_path, "pull", "someone/else")
    assert refused.returncode == 1
    assert "someone/else could not be downloaded" in refused.stderr
    assert "Traceback" not in refused.stderr
