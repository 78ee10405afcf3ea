"""The preview's player in a real browser: speed, pitch, place."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from selenium import webdriver

from tests.acceptance.browser import address, chromium, complaints, play, soon
from tests.acceptance.daemons import Daemon
from tests.acceptance.test_daemon import small_mapset

STRETCH = """
    const [speed, done] = arguments;
    import("./static/stretch.js").then(({ Stretcher, HOP_SAMPLES }) => {
        const rate = 44100, wave = new Float32Array(rate * 8);
        for (let i = 0; i < wave.length; i++) {
            const since = i % (rate / 2) / rate; // a note every half second
            wave[i] = Math.sin(2 * Math.PI * 440 * since) * Math.exp(-since / 0.05);
        }
        const stretcher = new Stretcher([wave], speed, 0);
        const [heard] = stretcher.next(Math.floor(7.5 / speed * rate / HOP_SAMPLES));
        const onsets = [];
        let quiet = 0, crossings = 0;
        for (let i = 1; i < heard.length; i++) {
            if (Math.abs(heard[i]) > 0.3) {
                if (quiet > rate / 10) onsets.push(i / rate * 1000);
                quiet = 0;
            } else quiet += 1;
            const inNote = onsets.length === 4 && i < (onsets[3] / 1000 + 0.05) * rate;
            if (inNote && heard[i - 1] < 0 !== heard[i] < 0) crossings += 1;
        }
        done([onsets, crossings * 10]);
    });"""
"""Times (ms) of notes in a stretched song, and the pitch of one (Hz)."""

WATCH = "return [document.getElementById('time').textContent, performance.now()]"


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[webdriver.Chrome]:
    """The preview of a small mapset, open."""
    daemon = Daemon(tmp_path)
    mapset = small_mapset(daemon.songs)
    daemon.start()
    try:
        with chromium() as browser:
            name = mapset.name.replace(" ", "+")
            browser.get(f"{address(daemon)}preview?mapset={name}&file=map.osu")
            soon(browser, "#play:enabled")
            yield browser
    finally:
        daemon.kill()


@pytest.mark.parametrize("speed", [0.5, 0.75, 1.5])
def test_a_stretched_song_keeps_its_pitch_and_every_note_its_place(
    browser: webdriver.Chrome, speed: float
) -> None:
    onsets, pitch = browser.execute_async_script(STRETCH, speed)
    assert len(onsets) >= 13
    between = [later - earlier for earlier, later in pairwise(onsets)]
    assert all(gap * speed == pytest.approx(500, abs=15) for gap in between)
    assert onsets[0] * speed == pytest.approx(500, abs=15)  # the one at 0 has no silence before it
    assert pitch == pytest.approx(440, rel=0.07)


@pytest.mark.timeout(300)
def test_at_half_speed_the_song_goes_on_half_as_fast(browser: webdriver.Chrome) -> None:
    slow = "const s = document.getElementById('speed'); s.value = 50; s.dispatchEvent(new Event('input'))"
    browser.execute_script(slow)
    play(browser)
    first = until(browser, 6000)
    second = until(browser, first[0] + 1000)
    assert (second[0] - first[0]) / (second[1] - first[1]) == pytest.approx(0.5, abs=0.1)
    assert complaints(browser) == []


def until(browser: webdriver.Chrome, ms: float) -> tuple[float, float]:
    """Wait until the preview has come to a time; that time and the clock's, ms."""
    while True:
        text, now = browser.execute_script(WATCH)
        minutes, seconds, rest = (int(part) for part in text.split(":"))
        time = minutes * 60000 + seconds * 1000 + rest
        if time >= ms:
            return time, now
