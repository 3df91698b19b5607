"""前端库: the one file used is published, nothing else of its package."""

from __future__ import annotations

from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client


def test_only_the_used_file_is_found() -> None:
    assert finders.find("vendor/echarts/echarts.min.js")
    assert not finders.find("vendor/echarts/echarts.js")
    assert not finders.find("vendor/echarts/echarts.js", find_all=True)


def test_only_the_used_file_is_listed() -> None:
    listed = {
        f"{getattr(storage, 'prefix', None)}/{path}"
        for finder in finders.get_finders()
        for path, storage in finder.list([])
        if getattr(storage, "prefix", None)
    }
    assert listed == set(settings.VENDOR_FILES)


def test_it_is_served_without_signing_in(client: Client) -> None:
    answer = client.get("/static/vendor/echarts/echarts.min.js")
    assert answer.status_code == 200
    assert "javascript" in answer["Content-Type"]
    assert "Access-Control-Allow-Origin" not in answer
    assert client.get("/static/vendor/echarts/echarts.js").status_code in {302, 404}
