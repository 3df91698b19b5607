"""责任状的一年: signed, rolled over by the night's job, received, reported, returned, accepted; the debrief lists it without retyping."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal

import docx
import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.access import make_user, three_persons
from tests.factories.accountability import make_clause, make_letter
from tests.factories.activities import make_activity
from tests.factories.indicators import reported_measure
from tests.factories.orgs import make_person
from tests.factories.work import make_task
from tongpin.domains.accountability.models import Letter, OrderItem, WorkOrder
from tongpin.domains.accountability.papers.letter_papers import debrief_document
from tongpin.domains.accountability.selectors.clauses import Told, debrief
from tongpin.domains.accountability.selectors.letters import clauses_of, letters, version_in_force
from tongpin.domains.accountability.tasks import roll_quarter
from tongpin.domains.work.services.tasks import complete_task
from tongpin.engines.indicators.enums import Status
from tongpin.engines.indicators.services import report_value
from tongpin.foundation.accounts.models import User

pytestmark = pytest.mark.django_db


class Year:
    """Two browsers, one of the office and one of the department."""

    def __init__(self, office: User, department: User, letter: Letter) -> None:
        self.letter, self.browsers = letter, {office.pk: Client(), department.pk: Client()}
        for user in (office, department):
            self.browsers[user.pk].force_login(user)

    def act(self, by: User, name: str, pk: int, **sent: object) -> str:
        """What somebody sends at a page of the order, with the version that stands there."""
        data = {"version": WorkOrder.objects.get(pk=pk).version, **sent}
        answer = self.browsers[by.pk].post(reverse(f"accountability:{name}", args=[pk]), data, follow=True)
        text = answer.content.decode()
        assert "没有保存" not in text, text
        return text

    def told(self, day: date) -> list[Told]:
        version = version_in_force(self.letter)
        assert version is not None
        return debrief(letters().get(pk=self.letter.pk), list(clauses_of(version)), day)


def test_every_clause_is_traced_from_signature_to_debrief(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TONGPIN_TODAY", "2024-01-15")
    persons = three_persons()
    org, plan = persons.org, persons.tree.ningyang_plan
    department = make_user(roles=[("officer", plan)], display_name="计划科经办人")
    reported_measure("rd.spending", by=persons.editor)
    task = make_task(org, title="建设成果转化平台", share_done=60, department=plan)
    letter = make_letter(org, department=plan, signer=make_person(plan, "李科长", user=department))
    make_clause(letter, duty="建成平台", target_kind="record", record_kind="task", record_pk=task.pk, record_title=task.title)
    make_clause(letter, duty="研发投入增长", target_kind="measure", measure_code="rd.spending", target_value=Decimal(700_000))
    clause = make_clause(letter, duty="开展廉政提醒", rhythm="each_quarter")
    year = Year(persons.editor, department, letter)
    client = year.browsers[persons.editor.pk]
    client.post(reverse("accountability:letter_sign", args=[letter.pk]), {"version": 1, "on": "2024-01-15"})
    assert [one.standing.light[1] for one in year.told(date(2024, 1, 15))] == ["未到期", "未到期", "未到期"]

    monkeypatch.setenv("TONGPIN_TODAY", "2024-04-01")
    assert roll_quarter() == 1
    assert roll_quarter() == 0
    order = WorkOrder.objects.get()
    make_activity(org, title="节前廉政提醒", day=date(2024, 4, 1), links=[clause.reference()])
    report_value(
        org=org,
        code="rd.spending",
        as_of=date(2024, 3, 31),
        value=Decimal(650_000),
        status=Status.FLASH,
        note="",
        by=persons.editor,
        today=date(2024, 4, 1),
    )
    year.act(department, "order_receive", order.pk)
    items = dict(OrderItem.objects.values_list("text", "pk"))
    states = {f"state_{pk}": "under_way" for pk in items.values()}
    year.act(department, "order_report", order.pk, **states)
    year.act(persons.editor, "order_send_back", order.pk, reason="平台还没有验收")
    complete_task(task, by=persons.editor, today=date(2024, 4, 2), expected=task.version, on=date(2024, 4, 2), result="通过验收")
    monkeypatch.setenv("TONGPIN_TODAY", "2024-04-02")
    year.act(department, "order_report", order.pk, **{**states, f"state_{items['建成平台']}": "done"})
    year.act(persons.editor, "order_accept", order.pk)

    platform, spending, reminders = year.told(date(2024, 4, 2))
    assert platform.standing.light == ("green", "已完成", "2024-04-02审核通过。")
    assert "完成100%" in platform.lines[0].evidences[0].value
    assert spending.figure is not None
    assert spending.figure.value == Decimal(650_000)
    assert "65" in spending.lines[0].evidences[0].value
    assert "目标70万元" in spending.lines[0].evidences[0].value
    assert [proof.title for proof in reminders.lines[0].evidences] == ["节前廉政提醒"]
    assert reminders.standing.light[1] == "本季已落实"

    page = client.get(reverse("accountability:debrief", args=[letter.pk]), {"as_of": "2024-04-02"}).content.decode()
    paper = docx.Document(io.BytesIO(debrief_document(letters().get(pk=letter.pk), year.told(date(2024, 4, 2)), date(2024, 4, 2))))
    words = "\n".join(p.text for p in paper.paragraphs)
    for part in ("建成平台", "建设成果转化平台", "完成100%", "节前廉政提醒", order.number, "已完成"):
        assert part in page
        assert part in words

    monkeypatch.setenv("TONGPIN_TODAY", "2024-07-01")
    assert roll_quarter() == 1
    again = WorkOrder.objects.get(quarter=3)
    assert sorted(OrderItem.objects.filter(order=again).values_list("text", flat=True)) == ["开展廉政提醒", "研发投入增长"]
