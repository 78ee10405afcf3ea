"""Notifications fit the platform."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from companion.telling import Notice
from companion.telling.notifications import fitting


@given(st.text(), st.text(), st.sampled_from(["win32", "darwin"]))
def test_title_and_body_are_never_longer_than_windows_takes(title: str, body: str, platform: str) -> None:
    shown = fitting(Notice(title, body), platform)
    assert len(shown[0]) <= 64
    assert len(shown[1]) <= 256
    assert "\0" not in shown[0] + shown[1]


def test_the_body_is_escaped_where_it_is_markup() -> None:
    notice = Notice("a <b>", "Rock & <i>Roll</i>")
    assert fitting(notice, "linux") == ("a <b>", "Rock &amp; &lt;i&gt;Roll&lt;/i&gt;")
    assert fitting(notice, "win32") == ("a <b>", "Rock & <i>Roll</i>")
