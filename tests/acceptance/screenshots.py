"""Pictures for the README: the tray on a light and a dark desktop, the page and its preview.

Run it as `python -m tests.acceptance.screenshots FOLDER`.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from PIL import Image
from selenium.webdriver.common.by import By

from engine.osu import Document
from engine.protocol import Task
from engine.song.synthesis import write_song
from tests.acceptance.browser import address, chromium, moment, play, soon
from tests.acceptance.clicking import Tray, keys
from tests.acceptance.daemons import Daemon
from tests.acceptance.desktop import desktop
from tests.acceptance.test_daemon import small_mapset
from tests.builder import circles, difficulty
from tests.waiting import wait_for

MENU = (200, 0, 800, 580)
"""Of the screen: tray and open menu."""


def main(folder: Path) -> None:
    """All of them."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, theme in (("tray", "Adwaita"), ("tray-dark", "Adwaita:dark")):
        picture = folder / f"{name}.png"
        take(picture, theme)
        with Image.open(picture) as whole:
            whole.crop(MENU).save(picture)
    page(folder / "page.png", folder / "preview.png", folder / "versions.png")
    report(folder / "report.png")


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
        tray.open()
        for key in keys(tray.stands().offers, ("Guest difficulty", "2.5 stars"))[:-1]:
            screen.run("xdotool", "key", key)
        wait_for(lambda: False, 1.0)
        screen.picture(picture)
        daemon.kill()


def report(picture: Path) -> None:
    """The report on a generated map in which some objects were moved."""
    with tempfile.TemporaryDirectory() as place:
        mapset, html = Path(place) / "Artist - Song", Path(place) / "report.html"
        song, path = mapset / "Artist - Song.ogg", mapset / "map.osu"
        mapset.mkdir()
        write_song(song, 174, 500, 90, 1)
        engine = [sys.executable, "-m", "engine", "generate", str(song), "--difficulty", "4.5"]
        subprocess.run([*engine, "--output", str(path)], check=True)
        document = Document.read(path)
        objects = document.beatmap.objects
        moved = [replace(objects[i], time=objects[i].time + 40, x=512 - objects[i].x) for i in (60, 140, 220)]
        document.replace_objects((60, 140, 220), moved)
        path.write_bytes(document.to_bytes())
        environment = os.environ | {"COMPANION_HOME": str(Path(place) / "home")}
        companion = [sys.executable, "-m", "companion"]
        subprocess.run(
            [*companion, "mod", str(path)], env=environment, stdout=subprocess.DEVNULL, check=False
        )
        subprocess.run([*companion, "report", str(path), "--output", str(html)], env=environment, check=True)
        with chromium(1000, 900) as browser:
            browser.get(html.as_uri())
            for category in ("Audio", "Files", "Metadata", "Settings", "Spread"):
                browser.find_element(By.NAME, f"category-{category}").click()
            browser.execute_cdp_cmd("Emulation.setScrollbarsHidden", {"hidden": True})
            browser.execute_script("scrollTo(0, 0)")
            browser.save_screenshot(str(picture))


def page(jobs: Path, preview: Path, versions: Path) -> None:
    """The page with a job at work, in the light; in the dark a preview at play, and versions side by side."""
    with tempfile.TemporaryDirectory() as place:
        daemon = Daemon(Path(place))
        mapset = daemon.songs / "1 Artist - Song"
        mapset.mkdir(parents=True)
        write_song(mapset / "song.wav", 174, 500, 90, 1)
        (mapset / "map.osu").write_bytes(
            difficulty(*circles(1000), points=["500,344.827586206897,4,2,1,60,1,0"])
        )
        daemon.start()
        for number, text in enumerate(('task = "timing"', 'task = "generate"\ndifficulty = 5.2')):
            (mapset / f"{number}.request.toml").write_text(text)
        wait_for(lambda: daemon.ended(2), 120)
        url = address(daemon)
        with chromium(1000, 620) as browser:
            browser.get(url)
            soon(browser, ".card")
            (mapset / "c.request.toml").write_text('task = "guest"\ndifficulty = 3')
            soon(browser, ".progress progress[value]:not([value='0'])")
            browser.execute_cdp_cmd("Emulation.setScrollbarsHidden", {"hidden": True})
            browser.save_screenshot(str(jobs))
        with chromium(1000, 860, dark=True) as browser:
            generated = next(job for job in daemon.jobs() if job.request.task is Task.GENERATE)
            browser.get(f"{url}preview?job={generated.id}")
            play(browser)
            wait_for(lambda: moment(browser)[0] > "00:12", 60)
            browser.execute_cdp_cmd("Emulation.setScrollbarsHidden", {"hidden": True})
            browser.save_screenshot(str(preview))
            made = daemon.written()[generated.id][0].name
            (mapset / "d.request.toml").write_text(
                f'task = "remap"\nmap = "{made}"\nbetween = "10000 - 25000"\ncandidates = 4\n'
            )
            wait_for(lambda: daemon.ended(4), 120)
            browser.get(f"{url}preview?job={daemon.jobs()[-1].id}")
            play(browser)
            soon(browser, "#together").click()
            wait_for(lambda: moment(browser)[0] > "00:14", 60)
            browser.save_screenshot(str(versions))
        daemon.kill()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
