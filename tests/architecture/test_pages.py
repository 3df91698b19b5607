"""Pages: nothing inline that the content policy would block, nothing from a foreign address, no words but Chinese."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.architecture.source import REPOSITORY, files, report

TEMPLATES = files(".html")
STATIC = files(".css", ".js", ".svg")

# Words without a Chinese form that offices use as they are.
LATIN_WORDS = frozenset(
    {"xlsx", "xls", "docx", "pdf", "csv", "json", "zip", "png", "jpg", "jpeg", "doc", "wps", "excel", "word"}
    | {"ctrl", "enter", "esc", "tab", "shift", "alt", "ip", "mb", "kb", "gb"}
)
TAG = re.compile(r"\{#.*?#\}|\{%\s*comment.*?endcomment\s*%\}", re.DOTALL)
CLASS_BLOCK = re.compile(r"\{%\s*block\s+\w*class\w*\s*%\}.*?\{%\s*endblock[^%]*%\}", re.DOTALL)
CODE = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
WORD = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{2,}(?![A-Za-z0-9])")
SHOWN_ATTRIBUTES = {"title", "alt", "placeholder", "aria-label", "label", "data-label", "aria-description"}
SILENT_TAGS = {"script", "style", "code", "svg", "kbd"}
FOREIGN = re.compile(r"(?:https?:)?//(?!www\.w3\.org/)[a-z0-9.-]+\.[a-z]{2,}", re.IGNORECASE)
HANDLER = re.compile(r"^on[a-z]+$|^hx-on")


class Page(HTMLParser):
    """What a template shows and what the content policy would refuse."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.faults: list[tuple[int, str]] = []
        self.words: list[tuple[int, str]] = []
        self._silent: list[str] = []
        clean = CLASS_BLOCK.sub("", TAG.sub(lambda m: "\n" * m.group().count("\n"), text))
        self.feed(CODE.sub(lambda m: "0" + "\n" * m.group().count("\n"), clean))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        line = self.getpos()[0]
        given = dict(attrs)
        if tag == "script" and "src" not in given and given.get("type") != "application/json":
            self.faults.append((line, "inline script"))
        if tag == "style":
            self.faults.append((line, "inline <style>"))
        for name, value in attrs:
            if name == "style":
                self.faults.append((line, "style attribute"))
            if HANDLER.match(name):
                self.faults.append((line, f"{name} handler"))
            if name in {"href", "src", "action"} and (value or "").lower().startswith("javascript:"):
                self.faults.append((line, "javascript: address"))
            if name in SHOWN_ATTRIBUTES and value:
                self.words += [(line, w) for w in WORD.findall(value)]
        if tag in SILENT_TAGS:
            self._silent.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._silent:
            self._silent.remove(tag)

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.words += [(self.getpos()[0], w) for w in WORD.findall(data)]


def english(page: Page) -> list[tuple[int, str]]:
    return [(line, word) for line, word in page.words if word.lower() not in LATIN_WORDS]


BLOCKED = [
    ("<script>alert(1)</script>", "inline script"),
    ("<p style='color:red'>甲</p>", "style attribute"),
    ("<style>p{}</style>", "inline <style>"),
    ("<a onclick='x()'>甲</a>", "onclick handler"),
    ("<button hx-on:click='x()'>甲</button>", "hx-on:click handler"),
    ("<a href='javascript:x()'>甲</a>", "javascript: address"),
]
CLEAN = [
    "<script type='application/json' id='a'>{}</script>",
    "{% load static %}<script src=\"{% static 'ui/a.js' %}\" defer></script>",
    "<p class='x'>截至 {{ day|date:'Y-m-d' }}</p>{# a remark in English #}",
    "{% block body_class %}is-print-view{% if wide %} print-a3{% endif %}{% endblock %}",
    "{% if x %}<a href=\"{% url 'desk:home' %}\">导出 Excel</a>{% endif %}",
]


@pytest.mark.parametrize(("text", "fault"), BLOCKED)
def test_the_rule_sees_what_would_be_blocked(text: str, fault: str) -> None:
    assert [f for _, f in Page(text).faults] == [fault]


@pytest.mark.parametrize("text", CLEAN)
def test_the_rule_lets_clean_pages_pass(text: str) -> None:
    page = Page(text)
    assert (page.faults, english(page)) == ([], [])


@pytest.mark.parametrize("text", ["<p>Save</p>", "<input placeholder='Search'>", "{% if a %}<b>Total</b>{% endif %}"])
def test_the_rule_sees_english(text: str) -> None:
    assert english(Page(text))


def place(path: Path) -> str:
    return path.relative_to(REPOSITORY).as_posix()


def test_there_are_templates() -> None:
    assert TEMPLATES


def test_nothing_inline() -> None:
    findings = [f"{place(p)}:{line} {fault}" for p in TEMPLATES for line, fault in Page(p.read_text(encoding="utf-8")).faults]
    assert not findings, report(findings)


def test_nothing_from_a_foreign_address() -> None:
    assert FOREIGN.search('<script src="https://cdn.jsdelivr.net/npm/x"></script>')
    assert not FOREIGN.search('<svg xmlns="http://www.w3.org/2000/svg">')
    findings = [
        f"{place(p)}:{text.count(chr(10), 0, found.start()) + 1} {found.group()}"
        for p in TEMPLATES + STATIC
        for text in [p.read_text(encoding="utf-8")]
        for found in FOREIGN.finditer(text)
    ]
    assert not findings, report(findings)


def test_no_english_on_pages() -> None:
    findings = [f"{place(p)}:{line} {word}" for p in TEMPLATES for line, word in english(Page(p.read_text(encoding="utf-8")))]
    assert not findings, report(findings)


def test_no_safe_filter_or_unrendered_component() -> None:
    findings = [
        f"{place(p)}: {found}"
        for p in TEMPLATES
        for found in re.findall(r"\|\s*safe\b|\{%\s*autoescape off|<c-[a-z]", p.read_text(encoding="utf-8"))
    ]
    assert not findings, report(findings)


def test_every_form_that_posts_carries_its_token() -> None:
    findings = []
    for p in TEMPLATES:
        for form in re.findall(r"<form\b.*?</form>", p.read_text(encoding="utf-8"), re.DOTALL | re.IGNORECASE):
            if re.search(r"method\s*=\s*[\"']post", form, re.IGNORECASE) and "csrf_token" not in form:
                findings.append(f"{place(p)}: {form.splitlines()[0]}")
    assert not findings, report(findings)


def test_long_templates_are_cut() -> None:
    findings = [f"{place(p)}: {n} lines" for p in TEMPLATES if (n := len(p.read_text(encoding="utf-8").splitlines())) > 400]
    assert not findings, report(findings)
