"""Only this machine's own browser, with the token, from the page itself."""

from __future__ import annotations

import pytest

from companion.messages import Asked, CancelJob
from tests.companion.page.client import HOST, TOKEN, Client

CANCEL = {"type": "cancel", "job": 1}


def test_the_page_itself_may_ask(client: Client) -> None:
    assert client.post("api/command", CANCEL).status_code == 202
    assert client.asked == [Asked(CancelJob(job=1))]


@pytest.mark.parametrize(
    "path", ["/", "/wrong/", f"/{TOKEN}x/", "/static/page.css", f"//{TOKEN}/", "/%73ecre/"]
)
def test_without_the_token_nothing_is_shown(client: Client, path: str) -> None:
    assert client.http.get(path).status_code == 403


def test_a_name_of_the_network_that_points_here_is_refused(client: Client) -> None:
    assert client.get("", headers={"Host": "evil.example:4711"}).status_code == 403


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", f"https://{HOST}", "http://127.0.0.1:4712"]
)
def test_a_page_from_elsewhere_cannot_start_a_job(client: Client, origin: str) -> None:
    assert client.post("api/command", CANCEL, Origin=origin).status_code == 403
    assert client.get("api/jobs", headers={"Origin": origin}).status_code == 403
    assert client.asked == []


def test_who_does_not_say_where_they_come_from_may_only_look(client: Client) -> None:
    assert client.http.post(f"/{TOKEN}/api/command", json=CANCEL).status_code == 403
    assert client.asked == []


def test_another_page_may_link_here_but_not_use_what_lies_here(client: Client) -> None:
    used = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}
    assert client.get("api/jobs", headers=used).status_code == 403
    assert client.get("", headers=used | {"Sec-Fetch-Mode": "navigate"}).status_code == 200


def test_the_browser_is_told_to_load_nothing_from_the_network(client: Client) -> None:
    headers = client.get("").headers
    assert headers["Content-Security-Policy"].startswith(
        "default-src 'none'; script-src 'self'; style-src 'self'"
    )
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["Referrer-Policy"] == "no-referrer"


def test_commands_that_have_no_button_are_refused(client: Client) -> None:
    assert client.post("api/command", {"type": "quit"}).status_code == 422
    assert client.post("api/command", {"type": "dance"}).status_code == 422
    assert client.asked == []
