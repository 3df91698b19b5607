"""头号工程: criteria clause by clause, missing is not 0, the forecast moves with a slip, the report sentence comes from stored fields."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from tests.factories.access import ThreePersons, three_persons
from tests.factories.orgs import make_person
from tests.factories.work_forces import make_criterion, make_flagship, make_recognition
from tongpin.domains.work.calculations.readiness import judge
from tongpin.domains.work.models import Criterion, CriterionReading, Project, Recognition, Task, TaskLink
from tongpin.domains.work.selectors import flagship as selectors
from tongpin.domains.work.services import flagship as services
from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.errors import Refused, StaleRecord

TODAY = date(2024, 6, 3)

pytestmark = pytest.mark.django_db


@pytest.fixture
def persons() -> ThreePersons:
    return three_persons()


# --- readiness: a table ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("comparison", "needed", "value", "state", "gap"),
    [
        ("at_least", Decimal(50), Decimal(50), "met", None),
        ("at_least", Decimal(50), Decimal("49.5"), "not_met", Decimal("0.5")),
        ("at_least", Decimal(50), Decimal(0), "not_met", Decimal(50)),
        ("at_least", Decimal(50), None, "missing", None),
        ("at_most", Decimal("0.4"), Decimal("0.4"), "met", None),
        ("at_most", Decimal("0.4"), Decimal("0.5"), "not_met", Decimal("0.1")),
        ("yes_no", None, True, "met", None),
        ("yes_no", None, False, "not_met", None),
        ("yes_no", None, None, "missing", None),
        ("at_least", None, Decimal(3), "missing", None),
    ],
)
def test_judged(comparison: str, needed: Any, value: Any, state: str, gap: Any) -> None:
    verdict = judge(comparison, needed, value)
    assert (verdict.state, verdict.gap) == (state, gap)


# --- services --------------------------------------------------------------------------------------------------------------
def words(**values: Any) -> dict[str, Any]:
    given = {"document": "《认定管理办法》", "clause": "第五条", "title": "营业收入", "comparison": "at_least", "needed": Decimal(100)}
    return {**given, "unit": "亿元", "measure": "", **values}


def test_readings_carry_source_and_day_and_missing_stays_missing(persons: ThreePersons) -> None:
    project = make_flagship(persons.org)
    counted = services.add_criterion(project, by=persons.editor, today=TODAY, **words())
    asked = services.add_criterion(
        project, by=persons.editor, today=TODAY, **words(clause="第六条", title="有管理机构", comparison="yes_no", needed=None, unit="")
    )
    found = selectors.readiness_of(project, TODAY)
    assert found.sentence == "认定条件 2 条：达到 0 条，未达到 0 条，缺数据 2 条。"
    given = {"by": persons.editor, "today": TODAY, "as_of": date(2024, 5, 31), "source": "统计快报"}
    with pytest.raises(Refused, match="现状数"):
        services.read_criterion(counted, **given)
    with pytest.raises(Refused, match="是否达到"):
        services.read_criterion(asked, **given)
    with pytest.raises(Refused, match="还没有到"):
        services.read_criterion(counted, **{**given, "as_of": date(2024, 6, 4)}, value=Decimal(1))
    services.read_criterion(counted, **given, value=Decimal("92.5"))
    services.read_criterion(asked, **given, is_met=True)
    found = selectors.readiness_of(project, TODAY)
    assert [(s.value_words, s.gap_words, s.light[1]) for s in found.standings] == [
        ("92.5亿元", "差 7.5亿元", "未达到"),
        ("是", "", "达到"),
    ]
    assert [s.value for s in selectors.readiness_of(project, date(2024, 5, 30)).standings] == [None, None]
    services.read_criterion(counted, **{**given, "as_of": TODAY}, value=Decimal(100))
    assert selectors.readiness_of(project, TODAY).sentence.endswith("各条件均已达到。")
    with pytest.raises(Refused, match="不能在定量和定性之间改换"):
        services.correct_criterion(counted, by=persons.editor, today=TODAY, expected=1, **words(comparison="yes_no", needed=None))
    with pytest.raises(Refused, match="指标不存在"):
        services.add_criterion(project, by=persons.editor, today=TODAY, **words(clause="第七条", measure="nothing"))
    with pytest.raises(StaleRecord):
        services.remove_criterion(asked, by=persons.editor, expected=5, reason="废止")


def test_the_years_and_the_batch_come_from_stored_fields(persons: ThreePersons) -> None:
    project = make_flagship(persons.org, title="宁阳高新区")
    given: dict[str, Any] = {
        "authority": "省政府",
        "title": "省级高新区",
        "last_round_on": date(2008, 5, 1),
        "resumed_on": date(2023, 3, 1),
    }
    given |= {"batch": "", "batch_size": None, "recognised_on": None, "document": ""}
    one = services.record_recognition(project, by=persons.editor, today=TODAY, **given)
    assert selectors.recognition_sentence(one) == "2023年3月，时隔15年，省政府恢复省级高新区认定。"
    with pytest.raises(Refused, match="批次"):
        services.record_recognition(project, by=persons.editor, today=TODAY, expected=1, **{**given, "recognised_on": TODAY})
    given |= {"batch": "首批", "batch_size": 7, "recognised_on": date(2023, 12, 20), "document": "省政府批复"}
    one = services.record_recognition(project, by=persons.editor, today=TODAY, expected=1, **given)
    assert selectors.recognition_sentence(one).endswith("2023年12月20日，宁阳高新区列入首批认定（共7家）。")
    with pytest.raises(StaleRecord):
        services.record_recognition(project, by=persons.editor, today=TODAY, expected=1, **{**given, "batch_size": 8})


def running(org: Organisation) -> tuple[Project, list[Task]]:
    """Two nodes, one after the other, to be done by 28 June."""
    owners = {"leader": make_person(org), "person": make_person(org), "department": org}
    project = make_flagship(org, due_on=date(2024, 6, 28), **owners)
    Project.objects.filter(pk=project.pk).update(state="running", first_due_on=project.due_on, signed_on=date(2024, 5, 1))
    project.refresh_from_db()
    common = {"org": org, "area": "business", "project": project, "is_node": True, **owners, "state": "open"}
    first = Task.objects.create(title="规划", number="1", workdays=10, due_on=date(2024, 6, 14), first_due_on=date(2024, 6, 14), **common)
    second = Task.objects.create(title="申报", number="2", workdays=5, due_on=date(2024, 6, 28), first_due_on=date(2024, 6, 28), **common)
    TaskLink.objects.create(before=first, task=second, kind="FS")
    return project, [first, second]


def test_the_forecast_moves_when_a_node_slips(persons: ThreePersons) -> None:
    project, _ = running(persons.org)
    assert selectors.forecast_of(make_flagship(persons.org), TODAY) is None
    now = selectors.forecast_of(project, TODAY)
    assert now is not None and (now.finish, now.days_late) == (date(2024, 6, 24), 0)
    later = selectors.forecast_of(project, date(2024, 6, 17))
    assert later is not None and later.finish == date(2024, 7, 5)
    assert later.days_late == 5
    assert "晚 5 个工作日" in later.sentence
    assert [name.partition(" ")[2] or name for name in later.critical] == ["规划", "申报"]


# --- constraints -----------------------------------------------------------------------------------------------------------
def test_constraints(persons: ThreePersons) -> None:
    project = make_flagship(persons.org)
    one, recognition = make_criterion(project), make_recognition(project)
    for wrong in ({"needed": None}, {"comparison": "yes_no"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Criterion.objects.filter(pk=one.pk).update(**wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_criterion(project, clause=one.clause)
    for said in ({}, {"value": Decimal(1), "is_met": True}):
        with pytest.raises(IntegrityError), transaction.atomic():
            CriterionReading.objects.create(criterion=one, as_of=TODAY, source="表", entered_by="王工", **said)
    for wrong in ({"resumed_on": date(2000, 1, 1)}, {"recognised_on": TODAY}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Recognition.objects.filter(pk=recognition.pk).update(**wrong)


# --- pages -----------------------------------------------------------------------------------------------------------------
def test_three_persons(persons: ThreePersons, client: Client) -> None:
    project, _ = running(persons.org)
    one = make_criterion(project, title="研发投入强度")
    make_recognition(project)
    page, edit = reverse("work:project", args=[project.pk]), reverse("work:criterion_edit", args=[one.pk])
    client.force_login(persons.editor)
    shown = client.get(page).content.decode()
    assert all(word in shown for word in ("研发投入强度", "缺数据", "时隔15年", "由指挥部统一调度", "另行认定", "按目前进度"))
    assert client.get(edit).status_code == 200
    sent = {"value": "3.5", "as_of": "2024-05-31", "source": "统计快报"}
    assert client.post(reverse("work:criterion_read", args=[one.pk]), sent).status_code == 302
    assert "统计快报" in client.get(reverse("work:criterion", args=[one.pk])).content.decode()
    chosen = {"form": "task_force", "reason": "已有专班"}
    assert client.post(reverse("work:project_form", args=[project.pk]), chosen).status_code == 302
    assert "已有专班" in client.get(page).content.decode()
    client.force_login(persons.viewer)
    assert "另行认定" not in client.get(page).content.decode()
    assert client.get(edit).status_code == 404
    client.force_login(persons.stranger)
    assert client.get(reverse("work:criterion", args=[one.pk])).status_code == 404


def test_entering_by_hand(persons: ThreePersons, client: Client) -> None:
    project = make_flagship(persons.org)
    client.force_login(persons.editor)
    sent = {
        "document": "办法",
        "clause": "第三条",
        "title": "面积",
        "comparison": "at_least",
        "needed": "5",
        "unit": "平方公里",
        "measure": "",
    }
    assert client.post(reverse("work:criterion_new", args=[project.pk]), sent).status_code == 302
    assert Criterion.objects.get().needed == 5
    window = {"authority": "省政府", "title": "省级高新区", "last_round_on": "2008-05-01", "resumed_on": "2023-03-01"}
    assert client.post(reverse("work:recognition", args=[project.pk]), window).status_code == 302
    assert Recognition.objects.get().years_between == 15
