"""Documents: generated pages are fresh, and nothing that an operator can set is missing from the operations page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scripts.generate_docs import pages, points
from tests.architecture.source import REPOSITORY, modules, report
from tongpin.kernel.extensions import Extension

DOCS = REPOSITORY / "docs"
VARIABLE = re.compile(r"\b(TONGPIN_[A-Z_]+[A-Z]|DATABASE_URL)\b")


@pytest.mark.parametrize("path", list(pages()), ids=lambda p: p.name)
def test_generated_page_is_fresh(path: Path) -> None:
    kept = path.read_text(encoding="utf-8") if path.exists() else ""
    assert kept == pages()[path], "run make docs"


@pytest.mark.parametrize("point", list(points()), ids=lambda p: p.__name__)
def test_every_extension_point_is_explained(point: type[Extension]) -> None:
    assert point.__doc__
    assert not point.__doc__.startswith(f"{point.__name__}(")


def test_every_environment_variable_is_documented_and_none_else() -> None:
    used = {name for m in modules() for name in VARIABLE.findall(m.text)}
    documented = set(VARIABLE.findall((DOCS / "operations.md").read_text(encoding="utf-8")))
    assert used == documented, report(sorted(used ^ documented))


def test_links_between_documents_lead_somewhere() -> None:
    findings = []
    for page in [*DOCS.rglob("*.md"), *REPOSITORY.glob("*.md")]:
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", page.read_text(encoding="utf-8")):
            if not (page.parent / target).exists():
                findings.append(f"{page.relative_to(REPOSITORY)}: {target}")
    assert not findings, report(findings)


def test_decisions_are_numbered_without_gap() -> None:
    numbers = [int(p.name[:4]) for p in sorted((DOCS / "adr").glob("*.md"))]
    assert numbers == list(range(1, len(numbers) + 1))
