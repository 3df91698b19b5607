"""节前廉政提醒: drafted by the calendar, sent once with a number, signed for, urged and counted; nothing goes out twice."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO
from typing import Any

import docx
import pytest
from django.core import mail
from django.test import Client, RequestFactory
from django.urls import reverse

from tests.factories.access import ThreePersons, make_user, three_persons
from tests.factories.integrity import make_integrity_rules, make_reminder, make_sent_reminder
from tests.factories.orgs import make_person
from tongpin.domains.accountability.enums import SendingState
from tongpin.domains.accountability.integrity_desk import calendar_entries, due, todo, todo_own
from tongpin.domains.accountability.models import IntegrityReminder, ReminderRecipient, ReminderSending
from tongpin.domains.accountability.openness_facts import holiday_facts, holiday_subjects
from tongpin.domains.accountability.papers.integrity_papers import reminder_document
from tongpin.domains.accountability.selectors.reminders import audience_of, not_received, reminders
from tongpin.domains.accountability.services import reminders as services
from tongpin.domains.accountability.tasks import deliver_reminder, holiday_reminders
from tongpin.engines.notifications.models import Notice
from tongpin.foundation.access.doors import look_as
from tongpin.foundation.jobs.models import Job
from tongpin.foundation.orgs.models import Organisation, Person
from tongpin.kernel.errors import Refused, StaleRecord
from tongpin.kernel.periods import OFFICE_ZONE

TODAY = date(2024, 2, 6)
MOMENT = datetime(2024, 2, 6, 9, 0, tzinfo=OFFICE_ZONE)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_that_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TONGPIN_TODAY", TODAY.isoformat())


@pytest.fixture
def persons() -> ThreePersons:
    return three_persons(editor_role="discipline_officer")


@pytest.fixture
def org(persons: ThreePersons) -> Organisation:
    return persons.org


def staff(persons: ThreePersons) -> list[Person]:
    """Two people with accounts, one of them with a mail address, and one without either."""
    with_mail = make_person(persons.org, "赵甲", user=make_user(roles=[("party_member", persons.org)]), email="zhao@example.gov.cn")
    with_account = make_person(persons.tree.ningyang_plan, "钱乙", user=make_user(roles=[("party_member", persons.org)]))
    return [with_mail, with_account, make_person(persons.org, "孙丙")]


def test_drafted_once_for_each_run_of_days_off(persons: ThreePersons, org: Organisation) -> None:
    make_integrity_rules(org, send_workdays=3, draft_workdays=2)
    assert services.prepare_all(today=date(2023, 9, 21)) == 0
    assert services.prepare_all(today=date(2023, 9, 22)) == 1
    [made] = reminders()
    assert (made.holiday, made.starts_on, made.send_on) == ("2023年中秋节、国庆节", date(2023, 9, 29), date(2023, 9, 26))
    assert services.prepare_all(today=date(2023, 9, 25)) == 0
    services.drop_reminder(made, by=persons.editor, expected=made.version, reason="并入其他通知")
    assert services.prepare_all(today=date(2023, 9, 26)) == 0 and IntegrityReminder.objects.count() == 1
    both = services.draft_reminders(org=org, by=persons.editor, today=date(2023, 12, 1), until=date(2024, 2, 11))
    assert [one.holiday for one in both] == ["2024年元旦", "2024年春节"]
    assert services.draft_reminders(org=org, by=persons.editor, today=date(2023, 12, 1), until=date(2024, 2, 11)) == []


def test_a_later_rule_holds_from_its_day_and_holidays_may_be_left_out(persons: ThreePersons, org: Organisation) -> None:
    make_integrity_rules(org, send_workdays=1)
    make_integrity_rules(org, valid_from=date(2024, 3, 1), send_workdays=5, holidays=["春节", "国庆节"])
    services.draft_reminders(org=org, by=persons.editor, today=date(2024, 1, 2), until=date(2025, 1, 1))
    assert [(one.holiday, one.send_on) for one in reminders().order_by("starts_on")] == [
        ("2024年春节", date(2024, 2, 9)),
        ("2024年国庆节", date(2024, 9, 25)),
    ]
    with pytest.raises(Refused, match="至少选择一个节日"):
        services.set_integrity_rules(
            org=org,
            by=persons.editor,
            valid_from=TODAY,
            holidays=[],
            send_workdays=1,
            draft_workdays=1,
            sends_itself=False,
            audience="everybody",
            by_mail=False,
            by_text=False,
            urge_workdays=1,
            most_urgings=1,
            basis="会议",
        )


def test_sent_once_by_every_channel_and_said_where_it_could_not(persons: ThreePersons, org: Organisation, settings: Any) -> None:
    settings.EMAIL_HOST, settings.DEFAULT_FROM_EMAIL = "mail.example.gov.cn", "jw@example.gov.cn"
    make_integrity_rules(org, by_mail=True, by_text=True)
    people, gone = staff(persons), make_person(org, "李已调出", left_on=date(2024, 1, 1))
    found = make_reminder(org)
    services.send_reminder(found, by=persons.editor, today=TODAY, expected=1)
    assert (found.number, found.sent_on) == ("廉政提醒函〔2024〕1号", TODAY)
    assert not ReminderRecipient.objects.filter(person=gone).exists()
    with pytest.raises(Refused, match="已发出，不能再发"):
        services.send_reminder(found, by=persons.editor, today=TODAY, expected=found.version)
    assert Job.objects.filter(name="accountability.deliver_reminder").count() == 1
    first = services.deliver(reminder_id=found.pk, moment=MOMENT)
    assert first == 3 and services.deliver(reminder_id=found.pk, moment=MOMENT) == 0 and deliver_reminder(found.pk) == 0
    assert [message.to for message in mail.outbox] == [["zhao@example.gov.cn"]] and "廉政提醒函〔2024〕1号" in mail.outbox[0].body
    assert set(Notice.objects.values_list("user", flat=True)) == {people[0].user_id, people[1].user_id}
    rows = ReminderSending.objects.filter(recipient__person__in=people).order_by("recipient__person__pk", "pk")
    results = {(row.recipient.person.name, row.channel): (row.state, row.words) for row in rows}
    assert results[("赵甲", "site")] == ("sent", "") and results[("赵甲", "mail")] == ("sent", "")
    assert results[("钱乙", "mail")] == ("unreachable", "没有登记电子邮箱")
    assert results[("孙丙", "site")] == ("unreachable", "没有登录账号")
    assert {results[(name, "text")] for name in ("赵甲", "钱乙", "孙丙")} == {("unreachable", "短信通道未配置")}
    settings.EMAIL_HOST = ""
    services.urge_reminder(found, by=persons.editor, today=TODAY, expected=found.version)
    services.deliver(reminder_id=found.pk, moment=MOMENT)
    assert ReminderSending.objects.get(recipient__person=people[0], channel="mail", round=1).words == "邮件服务器未配置"


def test_what_was_claimed_and_not_finished_is_not_sent_again(persons: ThreePersons, org: Organisation, settings: Any) -> None:
    settings.EMAIL_HOST = "mail.example.gov.cn"
    make_integrity_rules(org, by_mail=True)
    staff(persons)
    found = services.send_reminder(make_reminder(org), by=persons.editor, today=TODAY, expected=1)
    ReminderSending.objects.filter(channel="mail").update(state=SendingState.SENDING)
    services.deliver(reminder_id=found.pk, moment=MOMENT)
    assert (
        mail.outbox == [] and ReminderSending.objects.get(channel="mail", recipient__person__name="赵甲").get_state_display() == "结果不明"
    )


def test_a_mail_server_that_refuses_is_a_result_and_not_a_failure(
    persons: ThreePersons, org: Organisation, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.EMAIL_HOST = "mail.example.gov.cn"
    make_integrity_rules(org, by_mail=True)
    staff(persons)

    def refuse(self: Any) -> int:
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
    found = services.send_reminder(make_reminder(org), by=persons.editor, today=TODAY, expected=1)
    services.deliver(reminder_id=found.pk, moment=MOMENT)
    failed = ReminderSending.objects.get(channel="mail", recipient__person__name="赵甲")
    assert (failed.state, failed.words) == ("failed", "邮件服务器没有接收（ConnectionRefusedError）")


def test_audiences(persons: ThreePersons, org: Organisation) -> None:
    member = make_person(org, "周党员", is_party_member=True)
    assert member in audience_of(org, "members", TODAY) and all(one.is_party_member for one in audience_of(org, "members", TODAY))
    assert audience_of(org, "leaders", TODAY) == []
    found = make_reminder(org, audience="leaders")
    with pytest.raises(Refused, match="提醒范围内没有人员"):
        services.send_reminder(found, by=persons.editor, today=TODAY, expected=1)


def test_receipt_is_ones_own_and_those_without_are_told_again_and_counted(persons: ThreePersons, org: Organisation) -> None:
    make_integrity_rules(org, urge_workdays=1, most_urgings=2)
    people = staff(persons)
    found = services.send_reminder(make_reminder(org), by=persons.editor, today=TODAY, expected=1)
    mine = ReminderRecipient.objects.select_related("person", "reminder").get(person=people[0])
    with pytest.raises(Refused, match="只能由本人签收"):
        services.receive_reminder(mine, by=persons.editor, moment=MOMENT)
    assert [t.kind for t in todo_own(look_as(RequestFactory().get("/"), people[0].user))] == ["待签收"]
    services.receive_reminder(mine, by=people[0].user, moment=MOMENT)  # type: ignore[arg-type]
    services.receive_reminder(mine, by=people[0].user, moment=MOMENT.replace(hour=10))  # type: ignore[arg-type]
    assert ReminderRecipient.objects.get(pk=mine.pk).received_at == MOMENT
    assert todo_own(look_as(RequestFactory().get("/"), people[0].user)) == []
    assert {one.person.name for one in not_received(found)} >= {"钱乙", "孙丙"} and "赵甲" not in {
        o.person.name for o in not_received(found)
    }
    assert services.prepare_all(today=TODAY) == 0
    assert services.prepare_all(today=date(2024, 2, 7)) == 1 and services.prepare_all(today=date(2024, 2, 7)) == 0
    assert services.prepare_all(today=date(2024, 2, 8)) == 1 and services.prepare_all(today=date(2024, 2, 9)) == 0
    fresh = reminders().get(pk=found.pk)
    assert [(u.number, u.urged_by) for u in fresh.urgings.all()] == [(1, "系统"), (2, "系统")]
    assert not ReminderSending.objects.filter(recipient=mine, round__gte=1).exists()
    with pytest.raises(StaleRecord):
        services.urge_reminder(found, by=persons.editor, today=TODAY, expected=1)


def test_those_without_an_account_sign_on_paper(persons: ThreePersons, org: Organisation, client: Client) -> None:
    people = staff(persons)
    found = services.send_reminder(make_reminder(org), by=persons.editor, today=TODAY, expected=1)
    by: dict[str, Any] = {"by": persons.editor, "today": TODAY, "expected": 2}
    for wrong, words in (({"on": date(2024, 2, 5)}, "早于发出日期"), ({"on": date(2024, 2, 7)}, "还没有到"), ({"people": []}, "重新选择")):
        with pytest.raises(Refused, match=words):
            services.note_paper_receipts(found, **by, **{"on": TODAY, "people": [people[2]], **wrong})
    services.note_paper_receipts(found, **by, on=TODAY, people=[people[2]])
    with pytest.raises(Refused, match="已经签收"):
        services.note_paper_receipts(found, **{**by, "expected": 3}, on=TODAY, people=[people[2]])
    client.force_login(persons.editor)
    assert "纸质签收" in client.get(reverse("accountability:reminder", args=[found.pk])).content.decode()
    page = reverse("accountability:reminder_signed", args=[found.pk])
    assert client.post(page, {"version": 3, "on": "2024-02-06", "people": [people[1].pk]}).status_code == 302


def test_the_system_sends_only_where_the_rules_leave_it_to_it(persons: ThreePersons, org: Organisation) -> None:
    rules = make_integrity_rules(org, most_urgings=0)
    staff(persons)
    found = make_reminder(org)
    assert services.prepare_all(today=TODAY) == 0
    waiting = [t for t in todo(look_as(RequestFactory().get("/"), persons.editor)) if t.kind == "待发出"]
    assert [t.due_on for t in waiting] == [date(2024, 2, 6)]
    assert [r.title for r in due(TODAY)] == [f"待发出：{found.title}"] and list(due(date(2024, 2, 5))) == []
    rules.sends_itself = True
    rules.save()
    assert services.prepare_all(today=date(2024, 2, 5)) == 0
    assert services.prepare_all(today=TODAY) == 1 and services.prepare_all(today=TODAY) == 0
    assert reminders().get(pk=found.pk).sent_by is None and holiday_reminders() == 0
    assert [e.title for e in calendar_entries(look_as(RequestFactory().get("/"), persons.viewer), date(2024, 2, 1), date(2024, 3, 1))] == [
        f"发出：{found.title}"
    ]


def test_corrected_only_before_it_is_sent_and_sent_before_the_holiday(persons: ThreePersons, org: Organisation) -> None:
    staff(persons)
    found = make_reminder(org)
    fields: dict[str, Any] = {"title": "提醒函", "words": "正文", "audience": "everybody", "by": persons.editor}
    with pytest.raises(Refused, match="须在放假首日以前"):
        services.correct_reminder(found, expected=1, send_on=date(2024, 2, 10), **fields)
    found = services.correct_reminder(reminders().get(pk=found.pk), expected=1, send_on=date(2024, 2, 8), **fields)
    sent = services.send_reminder(found, by=persons.editor, today=TODAY, expected=2)
    for refused in (
        lambda: services.correct_reminder(sent, expected=3, send_on=date(2024, 2, 8), **fields),
        lambda: services.drop_reminder(sent, by=persons.editor, expected=3, reason="不发"),
    ):
        with pytest.raises(Refused, match="只有待发出的"):
            refused()
    assert services.urge_reminder(sent, by=persons.editor, today=TODAY, expected=3).version == 4


def test_the_letter_as_a_document(persons: ThreePersons, org: Organisation) -> None:
    draft = docx.Document(BytesIO(reminder_document(make_reminder(org), TODAY)))
    assert "送审稿" in [p.text for p in draft.paragraphs] and not any("号" in p.text for p in draft.paragraphs)
    sent = make_sent_reminder(org, [], starts_on=date(2024, 4, 4), ends_on=date(2024, 4, 6), send_on=date(2024, 4, 1), serial=7)
    texts = [p.text for p in docx.Document(BytesIO(reminder_document(sent, TODAY))).paragraphs]
    assert texts[0] == "廉政提醒函〔2024〕7号" and "机关各部门、所属各单位全体人员：" in texts and "1. 不违规收送礼品、礼金。" in texts
    assert org.name in texts and "2024年2月6日" in texts


def test_each_holiday_is_a_case_of_its_own_for_the_rule(persons: ThreePersons, org: Organisation) -> None:
    make_sent_reminder(org, [])
    found = holiday_subjects([org.pk, persons.tree.ningyang_branch.pk], date(2024, 3, 10))
    assert [one.title for one in found] == ["2024年春节", "2024年清明节"]
    facts = holiday_facts(found, None, date(2024, 3, 10))
    assert facts[found[0].pk] == {
        "holiday_name": "2024年春节",
        "holiday_starts_on": date(2024, 2, 10),
        "holiday_reminder_on": date(2024, 2, 6),
    }
    assert "holiday_reminder_on" not in facts[found[1].pk]
    assert "holiday_reminder_on" not in holiday_facts(found, None, date(2024, 2, 5))[found[0].pk]


def test_pages(persons: ThreePersons, org: Organisation, client: Client) -> None:
    people = staff(persons)
    client.force_login(persons.editor)
    scope = f"?org={org.code}"
    assert client.post(reverse("accountability:reminder_draft") + scope).status_code == 302
    found = reminders().get(holiday="2024年春节")
    page = reverse("accountability:reminder", args=[found.pk])
    assert client.post(reverse("accountability:reminder_send", args=[found.pk]), {"version": 1}).status_code == 302
    services.deliver(reminder_id=found.pk, moment=MOMENT)
    shown = client.get(page).content.decode()
    assert "没有签收：" in shown and "廉政提醒函〔2024〕1号" in shown and "没有登录账号" in shown
    lacking = client.get(reverse("accountability:receipts") + "?lacking=true").content.decode()
    assert "赵甲" in lacking and "孙丙" in lacking
    delivery = ReminderRecipient.objects.get(person=people[1])
    own, sign = reverse("accountability:delivery", args=[delivery.pk]), reverse("accountability:receive", args=[delivery.pk])
    assert client.get(own).status_code == 404 and client.post(sign).status_code == 404
    client.force_login(people[1].user)  # type: ignore[arg-type]
    assert "已阅并签收" in client.get(own).content.decode() and client.post(sign).status_code == 302
    assert "已阅并签收" not in client.get(own).content.decode()
    assert found.title in client.get(reverse("accountability:deliveries")).content.decode()
    client.force_login(persons.stranger)
    assert client.get(page).status_code == 404
