"""Every option has a control and an explanation."""

from __future__ import annotations

from companion.page.forms import PLACED, groups
from engine.protocol import Options
from tests.companion.page.client import Client


def test_every_option_is_asked_for_once_and_explained() -> None:
    fields = [field for group in groups() for field in group.fields]
    assert sorted(field.name for field in fields) == sorted(set(Options.model_fields) - set(PLACED))
    assert all(field.explanation for field in fields)


def test_a_control_knows_what_an_option_allows() -> None:
    fields = {field.name: field for group in groups() for field in group.fields}
    stars = fields["difficulty"]
    assert (stars.kind, stars.least, stars.most) == ("slider", 0, 10)
    assert fields["mode"].choices == ("osu", "taiko", "catch", "mania")
    assert (fields["year"].kind, fields["year"].least, fields["year"].step) == ("number", 2007, 1)
    assert fields["descriptors"].kind == "words"
    assert fields["mapper"].kind == "text"
    assert fields["hitsounded"].kind == "yes_no"


def test_the_form_carries_the_explanations(client: Client) -> None:
    page = client.get("new").text
    for name, info in Options.model_fields.items():
        if name not in PLACED:
            assert f'for="option-{name}"' in page
            assert (info.description or "").replace("'", "&#39;").replace(">", "&gt;") in page
