"""The report as a mapper sees it, in a real browser."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from companion.reports.html import as_file
from companion.reports.store import Stored
from engine.modding import Subject, mod
from engine.osu import Document
from tests.acceptance.browser import chromium, complaints, grave_faults
from tests.builder import difficulty

ODD = (3060, 7010, 11501)
"""Two unsnapped by a lot, one by a ms."""


@pytest.fixture
def report(tmp_path: Path) -> str:
    """Address of a report with two problems and one minor thing."""
    times = [
        *range(1000, 3000, 500),
        ODD[0],
        *range(3500, 7000, 500),
        ODD[1],
        *range(7500, 11500, 500),
        ODD[2],
    ]
    lines = [
        f"{100 + 37 * (i % 9)},{100 + 53 * (i % 5)},{time},{5 if i % 4 == 0 else 1},0"
        for i, time in enumerate(times)
    ]
    content = difficulty(*lines, newline="\n")
    document = Document.from_bytes(content)
    found = mod(Subject(document))
    unsnapped = tuple(each for each in found.suggestions if each.check == "unsnapped-objects")
    stored = Stored(
        tmp_path / "map.osu",
        "",
        content,
        datetime.now(UTC),
        found.model_copy(update={"suggestions": unsnapped}),
    )
    path = tmp_path / "report.html"
    path.write_text(as_file(stored), encoding="utf-8")
    return path.as_uri()


@pytest.mark.timeout(120)
def test_every_suggestion_links_into_the_editor_and_minor_ones_are_folded(report: str) -> None:
    with chromium() as browser:
        browser.get(report)
        shown = [each for each in browser.find_elements(By.TAG_NAME, "article") if each.is_displayed()]
        links = [each.find_element(By.CSS_SELECTOR, "h3 a").get_attribute("href") for each in shown]
        assert links == ["osu://edit/00:03:060%20(1)", "osu://edit/00:07:010%20(1)"]
        assert all(each.find_elements(By.CSS_SELECTOR, ".drawing circle") for each in shown)
        browser.find_element(By.NAME, "severity-minor").click()
        assert (
            len([each for each in browser.find_elements(By.TAG_NAME, "article") if each.is_displayed()]) == 3
        )
        assert complaints(browser) == []


@pytest.mark.timeout(120)
def test_a_dot_says_what_it_is_when_pointed_at_and_leads_to_it_when_clicked(report: str) -> None:
    with chromium() as browser:
        browser.get(report)
        dots = browser.find_elements(By.CSS_SELECTOR, "#timeline .dot")
        assert len(dots) == 3
        ActionChains(browser).move_to_element(dots[1]).perform()
        assert browser.find_element(By.ID, "pointed").text.startswith("00:07:010 The start of this note is")
        dots[1].click()
        assert "00:07:010" in browser.find_element(By.CSS_SELECTOR, "article.chosen").text
        browser.execute_script("arguments[0].focus()", dots[2])
        dots[2].send_keys(Keys.ENTER)
        chosen = browser.find_element(By.CSS_SELECTOR, "article.chosen")
        assert "00:11:501" in chosen.text
        assert chosen.is_displayed()  # a folded one is unfolded


@pytest.mark.timeout(120)
@pytest.mark.parametrize(("width", "dark"), [(1200, False), (1200, True), (400, False), (400, True)])
def test_it_is_readable_on_a_phone_in_light_and_dark(report: str, width: int, dark: bool) -> None:
    with chromium(width, 900, dark=dark) as browser:
        browser.get(report)
        assert browser.execute_script("return document.documentElement.scrollWidth") <= width
        assert grave_faults(browser) == []
