"""组件样例: opened by who may, as if not there for the others; every component in all its states."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.access import three_persons
from tongpin.foundation.ui import views

pytestmark = pytest.mark.django_db


def test_gallery_for_the_permitted_only() -> None:
    people = three_persons(editor_role="system_admin")
    answers = {}
    for name in ("editor", "viewer"):
        client = Client()
        client.force_login(getattr(people, name))
        answers[name] = client.get(reverse("ui:gallery"))
    assert answers["editor"].status_code == 200
    assert answers["viewer"].status_code == 404
    assert Client().get(reverse("ui:gallery")).status_code == 302
    assert views.gallery.required_permission == "ui.gallery"  # type: ignore[attr-defined]


def test_gallery_shows_every_component() -> None:
    client = Client()
    client.force_login(three_persons(editor_role="system_admin").editor)
    html = client.get(reverse("ui:gallery")).content.decode()
    for css in (
        *("light-green", "light-yellow", "light-red", "light-blue", "light-grey", "light-large"),
        *("state-plain", "state-active", "state-done", "state-warn", "state-stop"),
        *("notice-info", "notice-success", "notice-warning", "notice-error"),
        *("card-party", "card-science", "card-both", "tile", "completion", "timeline", "steps", "progress", "tabs"),
        *("empty-state", "confirm", "chart", "facts", "drop-zone", "error-summary", "side-panel", "is-wrong", "field-error"),
    ):
        assert re_class(css, html), css


def re_class(css: str, html: str) -> bool:
    return any(css in part.split('"')[0].split() for part in html.split('class="')[1:])


def test_policy_allows_what_the_page_holds() -> None:
    client = Client()
    client.force_login(three_persons(editor_role="system_admin").editor)
    answer = client.get(reverse("ui:gallery"))
    assert "unsafe-inline" not in answer["Content-Security-Policy"]
    html = answer.content.decode()
    assert "style=" not in html.replace("data-style=", "")
    assert "onclick" not in html
