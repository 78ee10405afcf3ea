"""Not wanting to hear of a suggestion again: real saves, the real daemon, its page in a browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.wait import WebDriverWait

from tests.acceptance.browser import address, chromium, complaints, soon
from tests.acceptance.daemons import Daemon, empty_mapset
from tests.builder import circles, difficulty
from tests.waiting import wait_for

FAULTS = ("00:06:060", "00:10:060")
"""Notes that stand 60 ms behind their beat."""

TIMES = [6060 if time == 6000 else 10060 if time == 10000 else time for time in range(1000, 15000, 500)]


def save(daemon: Daemon, path: Path, *times: int) -> None:
    """Save a difficulty as the editor does, and wait until it is modded."""
    content = difficulty(*circles(*times))
    path.write_bytes(content)
    assert wait_for(lambda: daemon.modded(path, content), 60)


def said(browser: webdriver.Chrome, time: str) -> list[WebElement]:
    """What the shown report says of the unsnapped note at a time."""
    soon(browser, "article")
    return [
        each
        for each in browser.find_elements(By.TAG_NAME, "article")
        if each.is_displayed() and time in each.text and "unsnapped-objects" in each.text
    ]


def open_report(browser: webdriver.Chrome, url: str) -> str:
    """Go to the only report by the list of reports; what the list says of it."""
    browser.get(url + "reports")
    told = soon(browser, ".reports li").text
    soon(browser, ".reports a").click()
    return told


def timing(browser: webdriver.Chrome) -> int:
    """How many suggestions on timing the filter counts."""
    label = browser.find_element(By.XPATH, "//label[starts-with(normalize-space(), 'Timing (')]").text
    return int(label.strip().removeprefix("Timing (").removesuffix(")"))


@pytest.mark.timeout(240)
def test_what_is_ignored_is_gone_at_once_and_from_the_next_report_too(daemon: Daemon) -> None:
    mapset = empty_mapset(daemon.songs)
    path = mapset / "Artist - Song (Mapper) [Insane].osu"
    daemon.start_watching(mapset)
    save(daemon, path, *TIMES)
    first, second = FAULTS
    with chromium() as browser:
        url = address(daemon)
        before = open_report(browser, url)
        (fault,) = said(browser, first)
        summary, filtered = soon(browser, "#summary").text, timing(browser)
        fault.find_element(By.XPATH, ".//button[text()='Not this one']").click()
        WebDriverWait(browser, 30).until(lambda _: not said(browser, first))
        assert said(browser, second)  # only this one
        assert timing(browser) == filtered - 1
        assert soon(browser, "#summary").text != summary  # it counts what is left

        save(daemon, path, *TIMES, 15000)
        report = daemon.report(path)
        assert report is not None
        found = [each.time for each in report.report.suggestions if each.check == "unsnapped-objects"]
        assert found == [6060, 10060]  # it is still there to be found
        assert open_report(browser, url) != before
        assert said(browser, second)
        assert not said(browser, first)

        (fault,) = said(browser, second)
        fault.find_element(By.XPATH, ".//button[text()='Not this check here']").click()
        WebDriverWait(browser, 30).until(lambda _: not said(browser, second))
        save(daemon, path, *TIMES, 15060)
        open_report(browser, url)
        assert not any(said(browser, f"{time}:060") for time in ("00:06", "00:10", "00:15"))
        assert complaints(browser) == []
    daemon.stop()
