"""责任落实: templates, a letter signed, an order on its way, a duty list, a risk."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

from tests.factories.accounts import make_operator
from tests.factories.orgs import make_person
from tongpin.domains.accountability.enums import Frequency, ListKind, OrderState, Rhythm, RiskLevel, TargetKind
from tongpin.domains.accountability.models import (
    ClauseTemplate,
    DutyLine,
    DutyList,
    DutyProof,
    Letter,
    LetterClause,
    LetterVersion,
    OrderItem,
    OrderRules,
    RiskPoint,
    WorkOrder,
)
from tongpin.domains.accountability.selectors.letters import letters
from tongpin.domains.accountability.services.letters import sign_letter
from tongpin.foundation.orgs.models import Organisation

DAY = date(2024, 1, 10)
_numbers = count(1)


def make_template(org: Organisation, **values: Any) -> ClauseTemplate:
    """A clause of department letters that asks for evidence every quarter."""
    number = next(_numbers)
    defaults = {
        "level": "departments",
        "position": 1,
        "duty": f"落实第{number}项责任",
        "evidence": "会议记录",
        "scorer": "机关党委",
        "valid_from": date(2020, 1, 1),
        "rhythm": Rhythm.EACH_QUARTER,
    }
    return ClauseTemplate.objects.create(org=org, **{**defaults, **values})


def make_letter(org: Organisation, **values: Any) -> Letter:
    """A letter of 2024 that is not signed yet, with an empty wording."""
    merged: dict[str, Any] = {
        "year": 2024,
        "level": "departments",
        "title": "2024年度党风廉政建设责任状",
        "post": "科长",
        "department": org,
        **values,
    }
    for role in ("signer", "superior"):
        if role not in merged:
            merged[role] = make_person(org)
    letter = Letter.objects.create(org=org, **merged)
    LetterVersion.objects.create(letter=letter, number=1)
    return letters().get(pk=letter.pk)


def make_clause(letter: Letter, **values: Any) -> LetterClause:
    """A clause of the wording that is being drafted."""
    version = LetterVersion.objects.get(letter=letter, signed_on__isnull=True)
    number = LetterClause.objects.filter(wording=version).count() + 1
    defaults = {
        "key": number,
        "position": number,
        "duty": f"完成第{next(_numbers)}项责任",
        "target_kind": TargetKind.EVIDENCE,
        "evidence": "会议记录",
        "due_on": date(2024, 12, 31),
        "rhythm": Rhythm.UNTIL_DONE,
        "scorer": "机关党委",
    }
    return LetterClause.objects.create(wording=version, **{**defaults, **values})


def make_signed(org: Organisation, *, on: date = DAY, clauses: int = 1, **values: Any) -> Letter:
    """A signed letter with so many clauses."""
    letter = make_letter(org, **values)
    for _ in range(clauses):
        make_clause(letter)
    sign_letter(letter, by=make_operator(), today=on, expected=letter.version, on=on)
    return letters().get(pk=letter.pk)


def make_order(org: Organisation, **values: Any) -> WorkOrder:
    """A supervision order that the department is working on."""
    number = next(_numbers)
    defaults: dict[str, Any] = {
        "kind": "supervision",
        "number": f"督〔2024〕{number}号",
        "title": f"第{number}件督办事项",
        "year": 2024,
        "lead": org,
        "state": OrderState.RECEIVED,
        "issued_on": DAY,
        "due_on": date(2024, 12, 31),
    }
    merged = {**defaults, **values}
    merged.setdefault("first_due_on", merged["due_on"])
    order = WorkOrder.objects.create(org=org, **merged)
    OrderItem.objects.create(order=order, position=1, text=order.title, due_on=order.due_on)
    return order


def make_rules(org: Organisation, **values: Any) -> OrderRules:
    """Rules of the office from 2023 on."""
    return OrderRules.objects.create(org=org, **{"valid_from": date(2023, 1, 1), "basis": "党组会议", **values})


def make_duty_list(org: Organisation, **values: Any) -> DutyList:
    """The main-responsibility list of 2024."""
    defaults = {"kind": ListKind.MAIN, "year": 2024, "title": "2024年全面从严治党主体责任清单", "issued_on": DAY}
    return DutyList.objects.create(org=org, **{**defaults, **values})


def make_duty_line(duty_list: DutyList, **values: Any) -> DutyLine:
    """A quarterly duty."""
    number = next(_numbers)
    defaults = {"position": number, "duty": f"每季度研究第{number}项工作", "frequency": Frequency.QUARTER, "evidence": "会议记录"}
    return DutyLine.objects.create(org=duty_list.org, duty_list=duty_list, **{**defaults, **values})


def make_proof(line: DutyLine, **values: Any) -> DutyProof:
    """A duty done on a day."""
    return DutyProof.objects.create(org=line.org, line=line, **{"done_on": DAY, "words": "召开专题会议研究", **values})


def make_risk(org: Organisation, **values: Any) -> RiskPoint:
    """A high risk that nothing holds yet."""
    defaults = {
        "department": org,
        "post": "项目管理岗",
        "matter": f"第{next(_numbers)}项审核把关不严",
        "level": RiskLevel.HIGH,
        "found_on": DAY,
    }
    return RiskPoint.objects.create(org=org, **{**defaults, **values})
