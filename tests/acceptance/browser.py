"""Headless Chromium, for as long as it is needed, with a profile of its own; and the daemon's page in it."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from typing import Any

import pytest
from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.wait import WebDriverWait

from tests.acceptance.daemons import Daemon
from tests.waiting import wait_for

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)

GRAVE = ("serious", "critical")


@contextmanager
def chromium(width: int = 1200, height: int = 900, *, dark: bool = False) -> Iterator[webdriver.Chrome]:
    """A browser window; skips where Chromium or its driver is missing."""
    browser, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if browser is None or driver is None:
        pytest.skip("not installed: chromium, chromium-driver")
    options = webdriver.ChromeOptions()
    options.binary_location = browser
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        for flag in (*FLAGS, f"--user-data-dir={profile}", f"--window-size={width},{height}"):
            options.add_argument(flag)
        found = webdriver.Chrome(options, Service(driver))
        try:
            size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
            found.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
            scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
            found.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})
            yield found
        finally:
            found.quit()


def complaints(browser: webdriver.Chrome) -> list[str]:
    """What the browser's console says since it was last asked, but for mere information."""
    said: list[dict[str, Any]] = browser.get_log("browser")  # type: ignore[no-untyped-call]
    return [each["message"] for each in said if each["level"] in ("WARNING", "SEVERE")]


def grave_faults(browser: webdriver.Chrome) -> list[str]:
    """What axe-core finds wrong with this page for people who cannot see or point, if it is serious."""
    source = files("axe_selenium_python").joinpath("node_modules/axe-core/axe.min.js")
    browser.execute_script(source.read_text(encoding="utf-8"))
    found = browser.execute_async_script("axe.run().then(arguments[arguments.length - 1])")
    return [
        f"{each['id']}: {each['help']}: {[node['html'] for node in each['nodes']]}"
        for each in found["violations"]
        if each["impact"] in GRAVE
    ]


def address(daemon: Daemon) -> str:
    """What `companion page` prints."""
    assert wait_for((daemon.home / "data" / "inbox").is_dir, 30)
    command = [sys.executable, "-m", "companion", "page", "--print"]
    done = subprocess.run(command, env=daemon.environment, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def soon(browser: webdriver.Chrome, selector: str, seconds: float = 60.0) -> WebElement:
    """The first element of a selector, as soon as it can be seen."""

    def shown(_: object) -> list[WebElement]:
        return [each for each in browser.find_elements(By.CSS_SELECTOR, selector) if each.is_displayed()]

    ignored = (StaleElementReferenceException,)  # cards are redrawn while we look
    return WebDriverWait(browser, seconds, 0.05, ignored).until(shown)[0]


def play(browser: webdriver.Chrome) -> None:
    """Start the preview as soon as the song is there."""
    soon(browser, "#play:enabled").click()


def moment(browser: webdriver.Chrome) -> tuple[str, int]:
    """The time in the song that the preview shows, and how many frames it has drawn."""
    return soon(browser, "#time").text, int(browser.execute_script("return document.body.dataset.frames"))
