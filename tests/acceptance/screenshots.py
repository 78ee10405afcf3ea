"""Pictures for the README: `python -m tests.acceptance.screenshots FOLDER`."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from PIL import Image

from tests.acceptance.clicking import ICON
from tests.acceptance.daemons import Daemon, wait_for
from tests.acceptance.desktop import desktop
from tests.acceptance.test_daemon import small_mapset

MENU = (220, 0, 800, 232)
"""Of the screen: tray and open menu."""


def main(folder: Path) -> None:
    """The tray with its menu open, after a job."""
    folder.mkdir(parents=True, exist_ok=True)
    with desktop() as screen, tempfile.TemporaryDirectory() as place:
        daemon = Daemon(Path(place), "--tray", **screen.environment)
        mapset = small_mapset(daemon.songs)
        daemon.start()
        (mapset / "a.request.toml").write_text('task = "hitsounds"')
        wait_for(lambda: daemon.ended(1), 60)
        wait_for(lambda: False, 1.0)  # the toolkit draws when it likes
        screen.run("xdotool", "mousemove", *map(str, ICON), "click", "3")
        wait_for(lambda: False, 1.0)
        screen.run("xdotool", "key", "Down", "Down", "Right")
        wait_for(lambda: False, 1.0)
        picture = folder / "tray.png"
        screen.picture(picture)
        daemon.kill()
    with Image.open(picture) as whole:
        whole.crop(MENU).save(picture)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
