"""项目任务导入与粘贴: every wrong cell named, whatever waits for it held back, nothing written before it is confirmed, undone as one."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.access import ThreePersons, three_persons
from tests.factories.orgs import make_person
from tests.factories.work import make_node, make_project
from tongpin.domains.work.models import TaskLink
from tongpin.domains.work.pasting import pasted_workbook
from tongpin.domains.work.sheets import NODES
from tongpin.engines.dataio import services as dataio
from tongpin.engines.dataio.models import Batch
from tongpin.foundation.orgs.models import Organisation

TODAY = date(2024, 5, 6)

pytestmark = pytest.mark.django_db


@pytest.fixture
def persons() -> ThreePersons:
    return three_persons()


def row(project: str, number: str, before: str = "", **values: Any) -> dict[str, Any]:
    empty: dict[str, Any] = dict.fromkeys(("leader", "department", "person"))
    cells = {"project": project, "number": number, "title": f"任务{number}", "workdays": 5, "predecessors": before, "is_node": "no"}
    return {**cells, **empty, **values}


def found(org: Organisation, *rows: dict[str, Any]) -> dict[int, list[str]]:
    assert NODES.check is not None
    return {index: [f"{column}：{message}" for column, message, _ in some] for index, some in NODES.check(org, rows).items()}


def test_each_wrong_cell_is_named(persons: ThreePersons) -> None:
    project = make_project(persons.org, title="甲")
    make_node(project, "9")
    make_project(persons.tree.dongping, title="东平项目")
    make_person(persons.org, "重名")
    make_person(persons.org, "重名")
    rows = (row("甲", "1", "9"), row("甲", "2", "77"), row("甲", "3", "3SF"), row("乙", "4"), row("甲", "5", person="无此人"))
    said = found(persons.org, *rows, row("甲", "6", person="重名"), row("甲", "7", "东平项目:1"), row("甲", "8", workdays=2001))
    assert 0 not in said and set(said) == {1, 2, 3, 4, 5, 6, 7}
    for index, word in ((1, "77"), (2, "开始—完成"), (3, "没有名为"), (4, "无此人"), (5, "2 位同名"), (6, "其他单位"), (7, "工期超出")):
        assert word in said[index][0], said[index]


def test_a_circle_and_what_waits_for_a_wrong_row_are_held_back(persons: ThreePersons) -> None:
    make_project(persons.org, title="甲")
    said = found(persons.org, row("甲", "1", "3"), row("甲", "2", "1"), row("甲", "3", "2"), row("甲", "4", "3"), row("甲", "5"))
    assert set(said) == {0, 1, 2, 3} and all("循环" in said[n][0] for n in (0, 1, 2)) and "没有通过" in said[3][0]


def test_pasted_rows_are_looked_over_imported_and_undone(persons: ThreePersons) -> None:
    project = make_project(persons.org, title="甲")
    worker = make_person(persons.org, "王小工")
    cells = f"1\t编制规划\t10\t\t{worker}\t\t{worker}\n2\t专家评审\t5\t1FS+2\n3\t报批\t三天\t2\n"
    content = pasted_workbook("甲", cells)
    batch = dataio.stage(content, name="粘贴.xlsx", org=persons.org, by=persons.editor, today=TODAY, kind=NODES.kind)
    assert not project.tasks.exists()
    dataio.confirm(Batch.objects.get(pk=batch.pk), by=persons.editor, today=TODAY)
    assert list(project.tasks.values_list("number", "workdays", "state")) == [("1", 10, "draft"), ("2", 5, "draft")]
    assert TaskLink.objects.get().lag == 2 and project.tasks.get(number="1").person == worker
    again = pasted_workbook("甲", "编号\t名称\t工期\t前置任务\n2\t专家评审\t6\t1SS\n")
    second = dataio.stage(again, name="再次.xlsx", org=persons.org, by=persons.editor, today=TODAY, kind=NODES.kind)
    dataio.confirm(Batch.objects.get(pk=second.pk), by=persons.editor, today=TODAY)
    assert (TaskLink.objects.get().kind, project.tasks.get(number="1").person) == ("SS", worker)
    for done in (second, batch):
        dataio.undo(Batch.objects.get(pk=done.pk), by=persons.editor)
    assert not project.tasks.exists() and not TaskLink.objects.exists()


def test_the_paste_page_leads_to_the_preview(client: Client, persons: ThreePersons) -> None:
    project = make_project(persons.org, title="甲")
    page = reverse("work:project_paste", args=[project.pk])
    client.force_login(persons.editor)
    assert "只有表头" in client.post(page, {"cells": "编号\t名称\t工期"}).content.decode()
    answer = client.post(page, {"cells": "1\t编制规划\t10\n2\t评审\t5\t7"})
    assert answer.status_code == 302
    assert client.get(answer["Location"]).status_code == 200 and not project.tasks.exists()
    assert Batch.objects.get().sheets.get().refused == 1
    client.force_login(persons.viewer)
    assert client.get(page).status_code == 404
