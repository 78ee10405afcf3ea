"""Reports on the page."""

from __future__ import annotations

from pathlib import Path

from companion.reports import Reports
from tests.builder import circles, difficulty
from tests.companion.page.client import Client
from tests.companion.reports.suggestions import report, suggestion

MAP = Path("/songs/1 Artist - Song/Artist - Song (Mapper) [Insane & <b>].osu")


def stored(client: Client) -> Reports:
    reports = Reports.open(client.folders.reports)
    found = report(suggestion("a.x.1", severity="problem"), suggestion("b.y.1"), suggestion("b.z.1"))
    reports.add(MAP, difficulty(*circles(1000)), found)
    return reports


def test_the_list_names_what_was_modded_with_how_much_there_is_to_say(client: Client) -> None:
    stored(client).close()
    text = client.get("reports").text
    assert "[Insane &amp; &lt;b&gt;]" in text
    assert "1 problem</span>" in text
    assert "2 warnings</span>" in text


def test_without_reports_the_list_says_how_to_get_one(client: Client) -> None:
    assert "Save a difficulty" in client.get("reports").text


def test_a_report_is_shown_under_the_page_s_own_strict_policy(client: Client) -> None:
    stored(client).close()
    answer = client.get("report", params={"map": str(MAP)})
    assert answer.status_code == 200
    assert "<style" not in answer.text
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert client.get("report-static/report.js").status_code == 200


def test_a_difficulty_without_a_report_is_not_looked_at(client: Client) -> None:
    stored(client).close()
    assert client.get("report", params={"map": "/etc/passwd"}).status_code == 404


def test_a_suggestion_and_a_check_are_ignored_by_a_button(client: Client) -> None:
    reports = stored(client)
    assert client.post("api/ignore", {"map": str(MAP), "name": "a.x.1", "check": False}).status_code == 202
    assert client.post("api/ignore", {"map": str(MAP), "name": "b", "check": True}).status_code == 202
    ignoring = reports.ignoring(MAP)
    reports.close()
    assert (set(ignoring.suggestions), set(ignoring.checks)) == ({"a.x.1"}, {"b"})
    assert "0 problems" in client.get("reports").text


def test_another_page_cannot_ignore_anything(client: Client) -> None:
    reports = stored(client)
    body = {"map": str(MAP), "name": "a.x.1", "check": False}
    assert client.post("api/ignore", body, Origin="http://evil.example").status_code == 403
    assert reports.ignoring(MAP).suggestions == frozenset()
    reports.close()
