"""台账办理: what a service does beyond saving, and what it refuses."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db.models import Model

from tests.factories.access import make_user
from tests.factories.enterprises import credit_code, make_certificate, make_contract, make_enterprise, make_sme
from tests.factories.experts import make_expert
from tests.factories.matching import make_agreement, make_event
from tests.factories.orgs import make_org
from tests.factories.programs import make_grant, make_platform, make_project
from tests.factories.service import make_credit_line, make_loan
from tongpin.domains.enterprises import selectors as enterprises
from tongpin.domains.enterprises import services as firms
from tongpin.domains.enterprises.initials import initials
from tongpin.domains.enterprises.models import Enterprise
from tongpin.domains.enterprises.services import NamedFirm, note_firms
from tongpin.domains.experts.models import Expert, Institute
from tongpin.domains.experts.services import NamedExpert, note_experts
from tongpin.domains.matching import services as matching
from tongpin.domains.programs import services as programs
from tongpin.domains.publicity import services as publicity
from tongpin.domains.service import services as service
from tongpin.foundation.accounts.models import User
from tongpin.foundation.audit.models import AuditEvent
from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.errors import Refused, StaleRecord

pytestmark = pytest.mark.django_db
TODAY = date(2024, 1, 15)
TOMORROW = date(2024, 1, 16)


class DirectChanges:
    """Writes at once, as dataio's change set does, and counts."""

    def __init__(self) -> None:
        self.created = 0
        self.updated = 0

    def create(self, objs: list[Any]) -> list[Any]:
        self.created += len(objs)
        model: type[Model] = type(objs[0])
        return model._default_manager.bulk_create(objs)

    def update(self, objs: list[Any], fields: list[str]) -> None:
        self.updated += len(objs)
        type(objs[0])._default_manager.bulk_update(objs, fields)


@pytest.fixture
def org() -> Organisation:
    return make_org("宁阳县科学技术局", code="NY")


@pytest.fixture
def clerk(org: Organisation) -> User:
    return make_user(roles=[("clerk", org)])


def test_initials() -> None:
    assert initials("宁阳恒泰(集团)A1") == "nyht(jt)a1"


def test_renaming_keeps_the_old_name_and_finds_by_both(org: Organisation, clerk: User) -> None:
    firm = make_enterprise(org, "宁阳老厂")
    firms.rename_enterprise(firm, by=clerk, today=TODAY, expected=1, name="宁阳新厂", on=date(2023, 7, 1), reason="改制")
    firm.refresh_from_db()
    assert (firm.name, firm.initials, firm.version) == ("宁阳新厂", "nyxc", 2)
    assert enterprises.enterprises_named(org, ["宁阳老厂", "宁阳新厂"]) == {"宁阳老厂": firm, "宁阳新厂": firm}
    assert AuditEvent.objects.latest("pk").verb == "enterprise.renamed"
    with pytest.raises(Refused, match="现在的名称就是"):
        firms.rename_enterprise(firm, by=clerk, today=TODAY, expected=2, name="宁阳新厂", on=date(2023, 7, 1), reason="")
    with pytest.raises(Refused, match="还没有到"):
        firms.rename_enterprise(firm, by=clerk, today=TODAY, expected=2, name="再改", on=TOMORROW, reason="")


def test_a_name_borne_by_two_firms_links_to_neither(org: Organisation) -> None:
    for _ in range(2):
        make_enterprise(org, "同名公司")
    assert enterprises.enterprises_named(org, ["同名公司"]) == {}
    assert enterprises.enterprise_named(make_org(), "同名公司") is None


def test_the_name_of_the_newest_record_wins(org: Organisation) -> None:
    code = credit_code()
    rows = [
        NamedFirm(code, "旧名公司", date(2021, 5, 1), "东庄镇"),
        NamedFirm(code, "新名公司", date(2023, 5, 1), "磁窑镇"),
        NamedFirm(code, "中名公司", date(2022, 5, 1)),
    ]
    changes = DirectChanges()
    firm = note_firms(org, rows, changes)[code]
    assert (firm.name, firm.township) == ("新名公司", "磁窑镇")
    assert {one.name for one in firm.former_names.all()} == {"旧名公司", "中名公司"}
    again = DirectChanges()
    note_firms(org, rows, again)
    assert (again.created, again.updated) == (0, 0)
    later = note_firms(org, [NamedFirm(code, "更早公司", date(2020, 1, 1))], DirectChanges())[code]
    assert later.name == "新名公司" and later.former_names.filter(name="更早公司").exists()


def test_noting_firms_asks_the_same_however_many(org: Organisation, django_assert_max_num_queries: Any) -> None:
    rows = [NamedFirm(credit_code(), f"第{n}公司", date(2023, 1, 1)) for n in range(700)]
    with django_assert_max_num_queries(8):
        note_firms(org, rows, DirectChanges())
    with django_assert_max_num_queries(4):
        note_firms(org, rows, DirectChanges())
    assert Enterprise.objects.count() == 700


def test_a_record_needs_a_registered_firm_with_a_right_code(org: Organisation, clerk: User) -> None:
    values: dict[str, Any] = {
        "holder_name": "",
        "township": "",
        "certificate_number": "GR202337000001",
        "issued_on": date(2023, 10, 1),
        "valid_to": date(2026, 9, 30),
        "remark": "",
    }
    with pytest.raises(Refused, match="请先登记企业") as unknown:
        firms.enter_certificate(org=org, by=clerk, today=TODAY, credit_code=credit_code(), **values)
    assert unknown.value.field == "credit_code"
    wrong = credit_code()
    with pytest.raises(Refused, match="校验位"):
        firms.enter_certificate(org=org, by=clerk, today=TODAY, credit_code=wrong[:-1] + ("0" if wrong[-1] != "0" else "1"), **values)
    firm = make_enterprise(org, "宁阳恒泰")
    title = firms.enter_certificate(org=org, by=clerk, today=TODAY, credit_code=firm.credit_code, **values)
    assert title.holder_name == "宁阳恒泰"
    with pytest.raises(Refused, match="还没有到"):
        firms.correct_certificate(
            title, by=clerk, today=TODAY, expected=1, credit_code=firm.credit_code, **{**values, "issued_on": TOMORROW}
        )


def test_the_year_in_a_registration_number_is_the_year_of_its_day(org: Organisation, clerk: User) -> None:
    firm = make_enterprise(org)
    with pytest.raises(Refused, match="前四位应与入库日期的年份 2023 一致"):
        firms.enter_sme(
            org=org,
            by=clerk,
            today=TODAY,
            credit_code=firm.credit_code,
            registered_name="",
            registration_number="2022370921A0000001",
            batch="",
            registered_on=date(2023, 6, 1),
        )


def test_ending_comes_once_and_not_before_the_beginning(org: Organisation, clerk: User) -> None:
    early = {"on": date(2020, 1, 1), "reason": "错误"}
    for end, record in (
        (firms.revoke_certificate, make_certificate(org)),
        (firms.withdraw_sme, make_sme(org)),
        (firms.cancel_contract, make_contract(org)),
        (programs.revoke_platform, make_platform(org)),
        (matching.end_agreement, make_agreement(org)),
    ):
        with pytest.raises(Refused, match="不能早于"):
            end(record, by=clerk, today=TODAY, expected=1, **early)
        with pytest.raises(Refused, match="还没有到"):
            end(record, by=clerk, today=TODAY, expected=1, on=TOMORROW, reason="错误")
        with pytest.raises(StaleRecord):
            end(type(record).objects.get(pk=record.pk), by=clerk, today=TODAY, expected=9, on=date(2023, 11, 1), reason="错误")
        end(type(record).objects.get(pk=record.pk), by=clerk, today=TODAY, expected=1, on=date(2023, 11, 1), reason="错误")
        with pytest.raises(Refused):
            end(type(record).objects.get(pk=record.pk), by=clerk, today=TODAY, expected=2, on=date(2023, 11, 1), reason="错误")


def test_what_a_service_refuses_leaves_nothing_behind(org: Organisation, clerk: User) -> None:
    contract, events = make_contract(org), AuditEvent.objects.count()
    values = {
        "contract_number": contract.contract_number,
        "title": "改名",
        "seller_name": "甲",
        "buyer_name": "乙",
        "type": contract.type,
        "deal_value": Decimal(100),
        "technology_value": Decimal(200),
        "registered_on": contract.registered_on,
    }
    with pytest.raises(Refused, match="技术交易额不能大于成交额"):
        firms.correct_contract(contract, by=clerk, today=TODAY, expected=1, **values)
    contract.refresh_from_db()
    assert (contract.title, contract.version) == ("工艺研发", 1)
    assert AuditEvent.objects.count() == events


def test_a_correction_notes_only_what_changed(org: Organisation, clerk: User) -> None:
    contract = make_contract(org)
    values = {
        name: getattr(contract, name)
        for name in (
            "contract_number",
            "title",
            "seller_name",
            "buyer_name",
            "type",
            "deal_value",
            "technology_value",
            "registered_on",
        )
    }
    firms.correct_contract(contract, by=clerk, today=TODAY, expected=1, **{**values, "title": "新名称"})
    event = AuditEvent.objects.latest("pk")
    assert event.verb == "technology_contract.corrected"
    assert "新名称" in event.after_text and "工艺研发" in event.before_text
    assert "deal_value" not in event.after_text


def test_contracts_link_to_the_firms_they_name(org: Organisation, clerk: User) -> None:
    seller = make_enterprise(org, "卖方公司")
    contract = firms.register_contract(
        org=org,
        by=clerk,
        today=TODAY,
        contract_number="1",
        title="研发",
        seller_name="卖方公司",
        buyer_name="外地公司",
        type="development",
        deal_value=Decimal(100),
        technology_value=Decimal(100),
        registered_on=date(2023, 6, 1),
    )
    assert (contract.seller, contract.buyer) == (seller, None)


def test_stages_of_a_project(org: Organisation, clerk: User) -> None:
    project = make_project(org, ("submitted", date(2023, 5, 1)))

    def advance(stage: str, day: date, reason: str = "") -> None:
        project.refresh_from_db()
        programs.advance_project(project, by=clerk, today=TODAY, expected=project.version, stage=stage, on=day, reason=reason)

    advance("shortlisted", date(2023, 8, 7))
    with pytest.raises(Refused, match="早于当前阶段"):
        advance("approved", date(2023, 6, 1))
    with pytest.raises(Refused, match="须填写说明"):
        advance("rejected", date(2023, 9, 1))
    advance("approved", date(2023, 8, 7))
    assert [(s.stage, s.reached_on) for s in project.stages.all()] == [
        ("submitted", date(2023, 5, 1)),
        ("approved", date(2023, 8, 7)),
    ], "another stage on the same day corrects it"
    advance("accepted", date(2023, 12, 1))
    assert project.stages.count() == 3


def test_money_of_a_loan_is_kept_apart(org: Organisation, clerk: User) -> None:
    loan = make_loan(org)
    with pytest.raises(Refused, match="放款日期不能早于申请日期"):
        service.grant_loan(loan, by=clerk, today=TODAY, expected=1, on=date(2023, 1, 1), amount=Decimal(1))
    service.grant_loan(loan, by=clerk, today=TODAY, expected=1, on=date(2023, 12, 1), amount=Decimal(4_000_000))
    loan.refresh_from_db()
    assert (loan.amount, loan.granted_amount) == (Decimal(5_260_000), Decimal(4_000_000))
    with pytest.raises(Refused, match="不能撤回"):
        service.withdraw_loan_application(loan, by=clerk, expected=2, reason="撤回")
    with pytest.raises(Refused, match="请先登记申请"):
        service.enter_loan_application(
            org=org,
            by=clerk,
            today=TODAY,
            credit_code=loan.enterprise.credit_code,
            enterprise_name="",
            bank="工商银行",
            amount=Decimal(1),
            applied_on=date(2023, 5, 1),
            stage="granted",
        )


def test_steps_out_of_order_are_refused(org: Organisation, clerk: User) -> None:
    day = date(2023, 6, 1)
    with pytest.raises(Refused, match="已经到账"):
        programs.receive_grant(make_grant(org), by=clerk, today=TODAY, expected=1, on=day)
    with pytest.raises(Refused, match="申报中"):
        programs.recognise_platform(make_platform(org), by=clerk, today=TODAY, expected=1, on=day)
    with pytest.raises(Refused, match="已经达成"):
        service.agree_credit_line(make_credit_line(org), by=clerk, today=TODAY, expected=1, on=day, amount=Decimal(1))
    with pytest.raises(Refused, match="只有计划中的活动"):
        matching.hold_event(make_event(org), by=clerk, today=TODAY, expected=1, on=day)
    with pytest.raises(Refused, match="只有意向协议"):
        matching.sign_agreement(make_agreement(org), by=clerk, today=TODAY, expected=1, on=day)
    with pytest.raises(Refused, match="还没有到"):
        publicity.enter_honour(
            org=org, by=clerk, today=TODAY, title="荣誉", level="county", holder="局", year=2025, awarded_by="", remark=""
        )


def test_an_agreement_names_an_event_and_an_institute_that_are_known(org: Organisation, clerk: User) -> None:
    expert = make_expert(org, "徐国", "青岛科技大学")
    values: dict[str, Any] = {"code": "XY1", "enterprise_name": "甲", "signed_on": date(2023, 8, 1), "status": "signed"}
    with pytest.raises(Refused, match="没有编号为“SB0”"):
        matching.enter_agreement(org=org, by=clerk, today=TODAY, event_code="SB0", institute_name="青岛科技大学", **values)
    with pytest.raises(Refused, match="还没有登记院所"):
        matching.enter_agreement(org=org, by=clerk, today=TODAY, event_code="", institute_name="没有的大学", **values)
    agreement = matching.enter_agreement(org=org, by=clerk, today=TODAY, event_code="", institute_name="青岛科技大学", **values)
    assert (agreement.event, agreement.institute) == (None, expert.institute)


def test_noting_experts_keeps_persons_apart_by_institute(org: Organisation) -> None:
    rows = [NamedExpert("王晓斌", "青岛大学", "讲师"), NamedExpert("王晓斌", "青岛大学", "教授"), NamedExpert("王晓斌", "天津大学")]
    found = note_experts(org, rows, DirectChanges())
    assert found["王晓斌", "青岛大学"].title == "教授"
    assert (Expert.objects.count(), Institute.objects.count()) == (2, 2)
    again = DirectChanges()
    note_experts(org, [NamedExpert("王晓斌", "青岛大学", "教授")], again)
    assert (again.created, again.updated) == (0, 0)
