"""The page in a real browser, against the real daemon on a real folder."""

from __future__ import annotations

import time
import urllib.error
import urllib.request

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.wait import WebDriverWait

from companion.jobs import State, Store
from tests.acceptance.browser import address, chromium, complaints, grave_faults, moment, play, soon
from tests.acceptance.daemons import Daemon
from tests.acceptance.test_daemon import small_mapset
from tests.builder import difficulty
from tests.companion.mapsets import request_for
from tests.waiting import wait_for

JOBS, OBJECTS = 200, 3000

SECONDS = 3.0
"""How long frames are counted."""

PAGES = ("", "new", "preview", "reports", "models", "settings", "health")


def frame_rate(browser: webdriver.Chrome) -> str:
    """Frames a second the page gets for animations, and what each costs its scripts."""
    browser.execute_cdp_cmd("Performance.enable", {})
    before = script_seconds(browser)
    script = """
        const [seconds, done] = arguments;
        let frames = 0;
        const start = performance.now();
        function frame(now) {
            frames += 1;
            if (now - start < seconds * 1000) requestAnimationFrame(frame);
            else done(frames * 1000 / (now - start));
        }
        requestAnimationFrame(frame);"""
    rate = float(browser.execute_async_script(script, SECONDS))
    cost = (script_seconds(browser) - before) * 1000 / (rate * SECONDS)
    return f"{rate:.0f} frames/s ({cost:.1f} ms of script each)"


def script_seconds(browser: webdriver.Chrome) -> float:
    """What the page's scripts have taken so far."""
    metrics = browser.execute_cdp_cmd("Performance.getMetrics", {})["metrics"]
    return float(next(each["value"] for each in metrics if each["name"] == "ScriptDuration"))


def ask_for_a_guest(browser: webdriver.Chrome, url: str, versions: int = 1) -> None:
    """Fill in the form; the mapset and difficulty saved last are chosen already."""
    browser.get(url)
    soon(browser, "a[href=new].button").click()
    soon(browser, "input[value=guest]").click()
    soon(browser, "#mapsets button[aria-pressed=true]")
    soon(browser, "input[name=difficulty]").send_keys("2.5")
    field = soon(browser, "#option-candidates")
    field.clear()
    field.send_keys(str(versions))
    soon(browser, "button[type=submit]").click()
    assert "%" in soon(browser, ".progress p").text


def listen(browser: webdriver.Chrome) -> None:
    """Play the preview: the song goes on and the objects move."""
    play(browser)
    time_before, frames = moment(browser)
    WebDriverWait(browser, 30).until(lambda _: moment(browser)[0] > time_before)
    assert moment(browser)[1] > frames


def undo(browser: webdriver.Chrome) -> None:
    """Take the last result back."""
    soon(browser, ".card[data-state=DONE] .actions button").click()
    assert "taken back" in soon(browser, ".card:has(.UNDONE)").text


@pytest.mark.timeout(300)
def test_a_mapper_asks_watches_listens_compares_and_undoes(daemon: Daemon) -> None:
    mapset = small_mapset(daemon.songs)
    before = {path.name: path.read_bytes() for path in mapset.iterdir()}
    daemon.start()
    with chromium() as browser:
        url = address(daemon)
        ask_for_a_guest(browser, url)
        made = soon(browser, ".files .WRITTEN").text
        assert (mapset / made).is_file()
        soon(browser, ".card .actions a").click()
        listen(browser)
        shown = soon(browser, "#heading").text
        browser.find_element(By.TAG_NAME, "body").send_keys("1")
        WebDriverWait(browser, 30).until(lambda _: soon(browser, "#heading").text != shown)
        soon(browser, "#together").click()
        WebDriverWait(browser, 30).until(
            lambda _: len(browser.find_elements(By.CSS_SELECTOR, ".many canvas")) == 2
        )
        assert "Before" in soon(browser, "figcaption").text
        browser.get(url)
        undo(browser)
        assert complaints(browser) == []
    assert {path.name: path.read_bytes() for path in mapset.iterdir()} == before
    daemon.stop()


@pytest.mark.timeout(300)
def test_of_four_versions_the_one_that_is_kept_is_written(daemon: Daemon) -> None:
    mapset = small_mapset(daemon.songs)
    before = {path.name: path.read_bytes() for path in mapset.iterdir()}
    daemon.start()
    with chromium() as browser:
        ask_for_a_guest(browser, address(daemon), versions=4)
        soon(browser, ".card .actions a.button").click()
        assert {path.name: path.read_bytes() for path in mapset.iterdir()} == before
        listen(browser)
        assert len(browser.find_elements(By.CSS_SELECTOR, "#versions input")) == 5
        browser.find_element(By.TAG_NAME, "body").send_keys("4")
        WebDriverWait(browser, 30).until(lambda _: "version 3" in soon(browser, "#keeping").text)
        soon(browser, "#keeping button").click()
        made = soon(browser, ".files .WRITTEN").text
        assert len(list(mapset.iterdir())) == len(before) + 1
        assert (mapset / made).is_file()
        undo(browser)
        assert complaints(browser) == []
    assert {path.name: path.read_bytes() for path in mapset.iterdir()} == before
    daemon.stop()


@pytest.mark.timeout(300)
@pytest.mark.parametrize(("width", "dark"), [(1200, False), (1200, True), (390, False)])
def test_every_page_can_be_used_without_seeing_or_pointing(daemon: Daemon, width: int, dark: bool) -> None:
    mapset = small_mapset(daemon.songs)
    daemon.start()
    (mapset / "a.request.toml").write_text('task = "hitsounds"')
    assert wait_for(lambda: daemon.ended(1), 60)
    url = address(daemon)
    with chromium(width, dark=dark) as browser:
        for page in (*PAGES, "preview?job=1"):
            browser.get(url + page)
            if page == "":
                soon(browser, ".card")
            elif "job" in page:
                soon(browser, "#play:enabled")
            elif page == "models":
                soon(browser, ".models li")
            assert grave_faults(browser) == [], page
            wide = browser.execute_script("return document.documentElement.scrollWidth - innerWidth")
            assert wide <= 0, f"{page or 'jobs'} must be scrolled sideways"
        assert complaints(browser) == []


def stream_object(number: int) -> str:
    """Ten objects a second, every third one a slider."""
    x, y, time_ms = number * 97 % 512, number * 61 % 384, 500 + number * 100
    if number % 3:
        return f"{x},{y},{time_ms},1,0,0:0:0:0:"
    return f"{x},{y},{time_ms},2,0,B|{(x + 90) % 512}:{y}|{(x + 120) % 512}:{384 - y},1,120"


@pytest.mark.timeout(300)
def test_the_first_visit_says_what_to_know_and_whether_everything_works(daemon: Daemon) -> None:
    mapset = small_mapset(daemon.songs)
    daemon.start()
    with chromium() as browser:
        url = address(daemon)
        browser.get(url)
        assert "looked over by you" in soon(browser, "#welcome").text
        soon(browser, "#welcome a[href=health]").click()
        soon(browser, "#look").click()
        soon(browser, "#look:enabled", 120)
        findings = {
            each.text.split(":")[0] for each in browser.find_elements(By.CSS_SELECTOR, "#findings li")
        }
        assert {"Settings", "Songs folder", "Tray", "Notifications"} <= findings
        assert soon(browser, "#verdict").text
        (mapset / "a.request.toml").write_text('task = "hitsounds"')
        browser.get(url)
        soon(browser, ".card")
        assert not browser.find_element(By.ID, "welcome").is_displayed()
        assert complaints(browser) == []


def test_a_setting_changed_in_the_browser_is_in_the_file(daemon: Daemon) -> None:
    daemon.start()
    with chromium() as browser:
        browser.get(address(daemon) + "settings")
        minutes = soon(browser, "input[name=idle_minutes]")
        minutes.clear()
        minutes.send_keys("7", Keys.TAB)
        WebDriverWait(browser, 30).until(lambda _: "Saved" in soon(browser, "main").text)
        soon(browser, "input[name=workers]").send_keys("ssh:me@gpu", Keys.ENTER)
        file = daemon.home / "config" / "companion.toml"
        assert wait_for(lambda: "ssh:me@gpu" in file.read_text(), 30)
        assert "idle_minutes = 7" in file.read_text()
        assert not soon(browser, "input[name=notifications]").is_enabled()
        assert complaints(browser) == []


def test_the_models_are_listed_with_what_they_can_do_and_how_to_get_them(daemon: Daemon) -> None:
    daemon.environment["HF_HUB_CACHE"] = str(daemon.home / "hub")  # none is here, whatever this machine has
    daemon.start()
    with chromium() as browser:
        browser.get(address(daemon) + "models")
        soon(browser, ".models li")
        cards = {
            card.find_element(By.TAG_NAME, "h2").text: card.text.splitlines()[1:]
            for card in browser.find_elements(By.CSS_SELECTOR, ".models li")
        }
        assert cards["v30"] == [
            "osu! in the style of a mapper",
            "900 MB, not downloaded",
            "osu!: generate, remap",
            "Licence: see https://huggingface.co/OliBomby/Mapperatorinator-v30",
            "Download it: companion models pull v30",
        ]
        assert cards["diffusion"][2] == "osu!, catch: no task of its own"
        assert complaints(browser) == []


@pytest.mark.timeout(300)
def test_many_jobs_and_a_long_map_stay_smooth(daemon: Daemon) -> None:
    mapset = small_mapset(daemon.songs)
    (mapset / "long.osu").write_bytes(difficulty(*map(stream_object, range(OBJECTS)), version="Long"))
    (daemon.home / "data").mkdir(parents=True)
    store = Store.open(daemon.home / "data" / "companion.sqlite3")
    for number in range(JOBS):
        job, _ = store.add(request_for(mapset, seed=number))
        store.move(job.id, State.CANCELLED, "Cancelled before it began.")
    store.close()
    daemon.start()
    url = address(daemon)
    with chromium() as browser:
        browser.get(url + "new")
        idle = frame_rate(browser)
        browser.get(url)
        WebDriverWait(browser, 60).until(
            lambda _: len(browser.find_elements(By.CSS_SELECTOR, "#history .card")) == JOBS
        )
        browser.execute_script("setInterval(() => scrollBy(0, 40), 16)")
        jobs = frame_rate(browser)
        browser.get(f"{url}preview?mapset={mapset.name.replace(' ', '+')}&file=long.osu")
        play(browser)
        before = moment(browser)
        rate = frame_rate(browser)
        assert moment(browser)[0] > before[0]
        assert moment(browser)[1] > before[1]
        assert complaints(browser) == []
    print(f"an idle page: {idle}; {JOBS} jobs scrolled: {jobs}; {OBJECTS} objects played: {rate}")


def test_the_real_server_answers_this_machine_with_the_token_only(daemon: Daemon) -> None:
    daemon.start()
    url = address(daemon)
    assert url.startswith("http://127.0.0.1:")
    assert (daemon.home / "data" / "page.url").stat().st_mode & 0o077 == 0
    with urllib.request.urlopen(url) as answer:
        assert answer.status == 200
    root, _, _ = url.removesuffix("/").rpartition("/")
    foreign = [(f"{root}/x/", {}), (url, {"Host": "osu.example"}), (url, {"Origin": "http://osu.example"})]
    for place, headers in foreign:
        with pytest.raises(urllib.error.HTTPError, match="403"):
            urllib.request.urlopen(urllib.request.Request(place, headers=headers))
    daemon.stop()
    assert not (daemon.home / "data" / "page.url").exists()


def test_the_page_opens_and_closes_with_the_daemon_and_costs_little(daemon: Daemon) -> None:
    import psutil  # only this test looks at the process

    daemon.start()
    assert wait_for((daemon.home / "data" / "inbox").is_dir, 30)
    process = psutil.Process(daemon.process.pid)
    before = process.memory_info().rss / 2**20
    url = address(daemon)
    for page in PAGES:
        urllib.request.urlopen(url + page).close()
    after = process.memory_info().rss / 2**20
    busy, start = sum(process.cpu_times()[:2]), time.monotonic()
    wait_for(lambda: False, 3.0)
    idle = (sum(process.cpu_times()[:2]) - busy) / (time.monotonic() - start)
    print(f"memory {before:.0f} MB, with the page open {after:.0f} MB; idle CPU with it open {idle:.2%}")
    assert after < 70
    daemon.stop()
