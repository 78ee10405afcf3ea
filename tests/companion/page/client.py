"""The page's application without a network: real store, real files, requests as a browser sends them."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from companion.jobs import Store
from companion.messages import Asked
from companion.page.app import application
from companion.page.broadcast import Broadcast
from settings import Folders

HOST, TOKEN = "127.0.0.1:4711", "secret"


@dataclass
class Client:
    """What a browser on this machine sees; what it asks for is collected."""

    folder: Path
    asked: list[Asked] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.songs = self.folder / "Songs"
        self.songs.mkdir(exist_ok=True)
        home = self.folder / "home"
        self.folders = Folders(home, home, home, home)
        home.mkdir(exist_ok=True)
        self.store = Store.open(self.folders.job_list)
        app = application(TOKEN, HOST, self.songs, self.folders, self.asked.append, Broadcast())
        self.http = TestClient(app, base_url=f"http://{HOST}")

    def get(self, address: str, **words: Any) -> Any:
        return self.http.get(f"/{TOKEN}/{address}", **words)

    def post(self, address: str, value: object, **headers: str) -> Any:
        return self.http.post(
            f"/{TOKEN}/{address}", json=value, headers={"Origin": f"http://{HOST}"} | headers
        )
