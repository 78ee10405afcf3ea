"""Pictures of the tray for the README, on a light and a dark desktop.

Run it as `python -m tests.acceptance.screenshots FOLDER`.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from PIL import Image

from engine.osu import Document
from tests.acceptance.clicking import Tray, keys
from tests.acceptance.daemons import Daemon, wait_for
from tests.acceptance.desktop import desktop
from tests.acceptance.test_daemon import small_mapset

MENU = (200, 0, 800, 500)
"""Of the screen: tray and open menu."""


def main(folder: Path) -> None:
    """The tray with its menu open, after a job."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, theme in (("tray", "Adwaita"), ("tray-dark", "Adwaita:dark")):
        picture = folder / f"{name}.png"
        take(picture, theme)
        with Image.open(picture) as whole:
            whole.crop(MENU).save(picture)


def take(picture: Path, theme: str) -> None:
    """A picture of the whole screen with the menu open."""
    with desktop(theme) as screen, tempfile.TemporaryDirectory() as place:
        daemon = Daemon(Path(place), "--tray", **screen.environment)
        mapset = small_mapset(daemon.songs)
        daemon.start()
        tray = Tray(screen, daemon)
        tray.says("Waiting for requests")
        source = mapset / "Artist - Song (Mapper) [Insane].osu"
        (mapset / "map.osu").rename(source)
        document = Document.read(source)
        document.set("Metadata", "Tags", "companion:hitsounds")
        source.write_bytes(document.to_bytes())
        wait_for(lambda: daemon.ended(1) and daemon.modded(source), 60)
        wait_for(lambda: False, 2.0)  # the toolkit draws when it likes
        tray.difficulty = source
        tray.open()
        for key in keys(tray.menu(), ("Guest difficulty", "2.5 stars"))[:-1]:
            screen.run("xdotool", "key", key)
        wait_for(lambda: False, 1.0)
        screen.picture(picture)
        daemon.kill()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
