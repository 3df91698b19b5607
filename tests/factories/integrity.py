"""廉政和公开: rules, letters with recipients, circulars, the catalogue, disclosures on their way, case files."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

from tests.factories.access import make_user
from tests.factories.accounts import bare_user
from tests.factories.orgs import make_person
from tongpin.domains.accountability.models import (
    CaseOfficer,
    Circular,
    CircularUnit,
    Disclosure,
    IntegrityReminder,
    IntegrityRules,
    OpenItem,
    PetitionCase,
    ReminderRecipient,
)
from tongpin.domains.accountability.selectors.circulars import circulars
from tongpin.domains.accountability.selectors.disclosures import disclosures
from tongpin.domains.accountability.selectors.reminders import reminders
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Organisation, Person

DAY = date(2024, 1, 10)
_numbers = count(1)


def make_integrity_rules(org: Organisation, **values: Any) -> IntegrityRules:
    """Rules from 2020 on: three working days before, by a person."""
    return IntegrityRules.objects.create(org=org, **{"valid_from": date(2020, 1, 1), "basis": "局党组会议", **values})


def make_reminder(org: Organisation, **values: Any) -> IntegrityReminder:
    """The letter before 春节 of 2024, not sent yet."""
    defaults = {
        "holiday": "2024年春节",
        "starts_on": date(2024, 2, 10),
        "ends_on": date(2024, 2, 17),
        "send_on": date(2024, 2, 6),
        "title": "关于2024年春节期间严守廉洁纪律的提醒函",
        "words": "春节将至，现提醒如下：\n不违规收送礼品、礼金。",
    }
    made = IntegrityReminder.objects.create(org=org, **{**defaults, **values})
    return reminders().get(pk=made.pk)


def make_sent_reminder(org: Organisation, people: list[Person], **values: Any) -> IntegrityReminder:
    """A letter that went to these people, by nobody's channel yet."""
    given = {"state": "sent", "year": 2024, "serial": next(_numbers), "sent_on": date(2024, 2, 6), **values}
    made = make_reminder(org, **given)
    for person in people:
        ReminderRecipient.objects.create(reminder=made, person=person)
    return reminders().get(pk=made.pk)


def make_circular(org: Organisation, units: list[Organisation], **values: Any) -> Circular:
    """A circular that is being drafted."""
    number = next(_numbers)
    defaults = {
        "title": f"关于第{number}起违规收受礼品问题的通报",
        "source": "上级纪委通报",
        "summary": "某单位某同志违规收受管理服务对象礼品，受到党内警告处分。",
        "receive_by": date(2024, 1, 20),
        "study_by": date(2024, 2, 20),
    }
    made = Circular.objects.create(org=org, **{**defaults, **values})
    for unit in units:
        CircularUnit.objects.create(circular=made, org=unit)
    return circulars().get(pk=made.pk)


def make_issued_circular(org: Organisation, units: list[Organisation], **values: Any) -> Circular:
    """A circular as its units get it."""
    return make_circular(org, units, **{"state": "issued", "year": 2024, "serial": next(_numbers), "issued_on": DAY, **values})


def make_open_item(org: Organisation, **values: Any) -> OpenItem:
    """An item that is disclosed every quarter."""
    defaults = {
        "face": "party",
        "title": f"党费收缴第{next(_numbers)}项",
        "content": "收缴总额和上缴情况",
        "scope": "members",
        "way": "periodic",
        "period": "quarter",
        "basis": "党务公开目录",
        "department": org,
        "valid_from": date(2023, 1, 1),
    }
    return OpenItem.objects.create(org=org, **{**defaults, **values})


STEPS = ("drafted", "proposed", "checked", "approved", "published")


def make_disclosure(item: OpenItem, state: str = "drafted", **values: Any) -> Disclosure:
    """A disclosure as far as ``state``, each step taken by somebody of their own."""
    filled: dict[str, Any] = {"title": f"公开稿{next(_numbers)}", "words": "收缴党费12000元。", "state": state}
    if item.way == "once":
        filled["occurred_on"] = DAY
    if item.way == "periodic":
        filled["period"] = {"month": "2023-12", "quarter": "2023-Q4", "half": "2023-H2", "year": "2023"}[item.period]
    reached = STEPS.index(state) if state in STEPS else len(STEPS)
    for number, name in enumerate(("proposed", "checked", "approved"), 1):
        if reached >= number:
            filled[f"{name}_on"], filled[f"{name}_by"] = DAY, bare_user()
    if reached >= 4:
        filled["published_on"], filled["until"] = DAY, date(2024, 3, 31)
    made = Disclosure.objects.create(org=item.org, item=item, **{**filled, **values})
    return disclosures().get(pk=made.pk)


def make_officer(org: Organisation, name: str = "纪检干部") -> User:
    """Somebody who may handle case files, with their person."""
    user = make_user(roles=[("discipline_officer", org)], display_name=name)
    if not Person.objects.filter(user=user).exists():
        make_person(org, name, user=user)
    return user


def make_case(org: Organisation, officers: list[User], **values: Any) -> PetitionCase:
    """A file that has just come in, handled by these."""
    matter = values.pop("matter", "反映某单位违规发放补贴")
    defaults = {"number": f"信访〔2024〕{next(_numbers)}号", "source": "letter", "received_on": DAY, "state_on": DAY}
    case = PetitionCase(org=org, **{**defaults, **values})
    case.matter = matter
    case.save()
    for user in officers:
        CaseOfficer.objects.create(case=case, person=Person.objects.get(user=user), since=DAY)
    return PetitionCase.objects.select_related("org").defer("matter", "conclusion", "reply").get(pk=case.pk)
