"""作战图页面: who sees which projects, one filter for page, paper and workbook, the big screen, Gantt charts; queries do not grow."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook
from pypdf import PdfReader

from tests.factories.access import ThreePersons, three_persons
from tests.factories.work import make_chain, start
from tongpin.domains.work.models import Project
from tongpin.domains.work.selectors.wall import WallFilter
from tongpin.domains.work.services.tasks import complete_task
from tongpin.foundation.audit.models import AuditEvent
from tongpin.interfaces.wall.selectors import marked, rows_of
from tongpin.kernel.periods import Period

TODAY = date(2024, 5, 6)
YEAR = {"period": "2024", "as_of": "2024-06-12"}

pytestmark = pytest.mark.django_db


@pytest.fixture
def persons() -> ThreePersons:
    return three_persons()


@pytest.fixture
def project(persons: ThreePersons) -> Project:
    """Signed in May; on 12 June its first task is overdue."""
    return start(make_chain(persons.org, title="争创省级高新区", area="business"), persons.editor, TODAY)


def page(person: Any, name: str = "board", *args: object, **query: str) -> Any:
    client = Client()
    client.force_login(person)
    return client.get(reverse(f"wall:{name}", args=args), {**YEAR, **query})


def rows(persons: ThreePersons, **chosen: Any) -> list[Any]:
    light = chosen.pop("light", "")
    return rows_of(persons.viewer, WallFilter(persons.org, with_ended=True, **chosen), Period.year(2024), date(2024, 6, 12), light)


def test_whoever_sees_the_project_sees_it_on_the_wall(persons: ThreePersons, project: Project) -> None:
    shown = page(persons.viewer).content.decode()
    assert "争创省级高新区" in shown
    assert "逾期" in shown
    assert reverse("wall:gantt", args=[project.pk]) in shown
    assert "争创省级高新区" not in page(persons.stranger).content.decode()
    assert page(persons.stranger, "gantt", project.pk).status_code == 404
    assert page(persons.stranger, "gantt_picture", project.pk).status_code == 404


def test_a_row_has_light_reason_progress_and_slack(persons: ThreePersons, project: Project) -> None:
    (row,) = rows(persons)
    assert row.light[:2] == ("red", "逾期")
    assert "任务1" in row.light[2]
    assert (row.done, len(row.nodes), row.days_late > 0) == (0, 4, True)
    assert [n.number for n in marked(row)] == ["2"]  # the one that is marked as a node


def test_without_marked_nodes_every_task_is_one(persons: ThreePersons, project: Project) -> None:
    project.tasks.update(is_node=False)
    (row,) = rows(persons)
    assert [n.number for n in marked(row)] == ["1", "2", "3", "4"]


def test_a_finished_task_changes_the_light(persons: ThreePersons, project: Project) -> None:
    task = project.tasks.get(number="1")
    complete_task(task, by=persons.editor, today=date(2024, 6, 11), expected=task.version, on=date(2024, 6, 6), result="已编制")
    (row,) = rows(persons)
    assert row.light[0] != "red"
    assert row.done == 1


def test_drafts_and_projects_of_other_years_are_not_on_the_wall(persons: ThreePersons, project: Project) -> None:
    make_chain(persons.org, title="还在拟定")
    assert [r.title for r in rows(persons)] == ["争创省级高新区"]
    assert rows_of(persons.viewer, WallFilter(persons.org), Period.year(2023), date(2023, 12, 31), "") == []


def test_the_filter_holds_on_page_workbook_and_paper(persons: ThreePersons, project: Project) -> None:
    start(make_chain(persons.org, title="支部规范化", area="party", due_on=date(2024, 12, 20)), persons.editor, TODAY)
    assert [r.title for r in rows(persons, light="red")] == ["争创省级高新区"]
    assert [r.title for r in rows(persons, area="party")] == ["支部规范化"]
    assert [r.title for r in rows(persons, leader=project.leader.pk)] == ["争创省级高新区"]
    query = {"area": "party"}
    assert "争创省级高新区" not in page(persons.viewer, **query).content.decode()
    answer = page(persons.viewer, export="xlsx", **query)
    book = load_workbook(BytesIO(b"".join(answer.streaming_content)))
    assert book.sheetnames == ["项目", "节点"]
    cells = [str(c) for line in book["项目"].iter_rows(values_only=True) for c in line if c]
    assert "支部规范化" in cells
    assert "争创省级高新区" not in cells
    pdf = PdfReader(BytesIO(b"".join(page(persons.viewer, "paper", size="a3", **query).streaming_content)))
    text = "".join(p.extract_text() for p in pdf.pages)
    assert "支部规范化" in text
    assert "争创省级高新区" not in text
    assert AuditEvent.objects.filter(verb="wall.exported").count() == 2


@pytest.mark.parametrize(("size", "wide"), [("a3", 420), ("a0", 1189), ("b5", 420)])
def test_paper_has_its_size(persons: ThreePersons, project: Project, size: str, wide: int) -> None:
    pdf = PdfReader(BytesIO(b"".join(page(persons.viewer, "paper", size=size).streaming_content)))
    assert round(float(pdf.pages[0].mediabox.width) * 25.4 / 72) == wide


@pytest.mark.parametrize(("query", "box"), [({}, "0 0 1920 1080"), ({"wide": "1"}, "0 0 3840 1080"), ({"sheet": "九"}, "0 0 1920 1080")])
def test_the_big_screen_is_scaled_as_a_whole(persons: ThreePersons, project: Project, query: dict[str, str], box: str) -> None:
    shown = page(persons.viewer, "screen", **query).content.decode()
    assert f'viewBox="{box}"' in shown
    assert "数据时间" in shown
    assert "light=red" in shown


@pytest.mark.parametrize(("form", "begins"), [("svg", "<svg"), ("png", "PNG"), ("pdf", "%PDF")])
def test_a_gantt_chart_is_taken_away_as_picture_or_pdf(persons: ThreePersons, project: Project, form: str, begins: str) -> None:
    answer = page(persons.viewer, "gantt_picture", project.pk, form=form)
    assert begins.encode() in b"".join(answer.streaming_content)[:5]
    assert page(persons.viewer, "gantt_picture", project.pk, form="exe").status_code == 404


def test_a_gantt_chart_shows_every_task_and_the_overdue_one_in_words(persons: ThreePersons, project: Project) -> None:
    shown = page(persons.viewer, "gantt", project.pk).content.decode()
    assert all(f"任务{n}" in shown for n in "1234")
    assert "时限 2024-06-28" in shown
    assert "逾期" in shown


def test_an_empty_wall_says_how_to_begin(persons: ThreePersons) -> None:
    assert "还没有推进中的项目" in page(persons.viewer).content.decode()


def test_queries_do_not_grow_with_the_projects(persons: ThreePersons, project: Project) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            rows(persons)
        return len(queries)

    rows(persons)  # the calendar is read once and kept
    before = count()
    for _ in range(3):
        start(make_chain(persons.org), persons.editor, TODAY)
    assert count() == before


def test_a_year_without_projects_leads_to_the_year_that_has_some(
    persons: ThreePersons, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TONGPIN_TODAY", "2024-06-12")
    client = Client()
    client.force_login(persons.viewer)
    shown = client.get(reverse("wall:board"), {"period": "2023"}).content.decode()
    assert "这一期间没有推进中的项目" in shown and "查看2024年的 1 个项目" in shown and "?period=2024" in shown
    assert "争创省级高新区" in client.get(reverse("wall:board"), {"period": "2024"}).content.decode()
