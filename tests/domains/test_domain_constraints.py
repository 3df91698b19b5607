"""约束: what the database itself refuses, and in which words a person is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.factories.enterprises import make_certificate, make_contract, make_enterprise, make_sme
from tests.factories.experts import make_expert, make_institute
from tests.factories.matching import make_agreement, make_event, make_participation
from tests.factories.orgs import make_org
from tests.factories.programs import make_grant, make_platform, make_project
from tests.factories.publicity import make_brand, make_honour
from tests.factories.service import make_credit_line, make_loan
from tongpin.domains.enterprises.models import Enterprise, EnterpriseName
from tongpin.domains.experts.models import Institute
from tongpin.domains.programs.models import ProjectStage
from tongpin.foundation.orgs.models import Organisation
from tongpin.foundation.orgs.records import check
from tongpin.kernel.errors import Refused

pytestmark = pytest.mark.django_db
Maker = Callable[..., Any]


@pytest.fixture
def org() -> Organisation:
    return make_org()


WRONG: list[tuple[str, Maker, dict[str, Any]]] = [
    ("有效期至早于发证日期", make_certificate, {"issued_on": date(2025, 1, 1), "valid_to": date(2024, 1, 1)}),
    ("只有已撤销的证书才能填撤销日期", make_certificate, {"revoked_on": date(2023, 1, 1)}),
    ("只有已撤销的登记才能填撤销日期", make_sme, {"withdrawn_on": date(2023, 7, 1)}),
    ("不能为负数", make_contract, {"deal_value": Decimal(-1), "technology_value": Decimal(-2)}),
    ("技术交易额不能大于成交额", make_contract, {"technology_value": Decimal(1_000_001)}),
    ("只有已注销的合同才能填注销日期", make_contract, {"cancelled_on": date(2023, 7, 1)}),
    ("金额不能为负数", make_grant, {"amount": Decimal(-1)}),
    ("已到账”的须填到账日期", make_grant, {"arrived_on": None}),
    ("已认定”的须填认定日期", make_platform, {"recognised_on": None}),
    ("只有已撤销的平台才能填撤销日期", make_platform, {"revoked_on": date(2023, 9, 1)}),
    ("授信额度不能为负数", make_credit_line, {"amount": Decimal(-1)}),
    ("申请金额不能为负数", make_loan, {"amount": Decimal(-1)}),
    ("只有已放款的申请才能填放款金额", make_loan, {"granted_amount": Decimal(1)}),
    ("已签订”的须填签订日期", make_agreement, {"signed_on": None}),
    ("四位年份", make_honour, {"year": 23}),
    ("停用日期须晚于创建日期", make_brand, {"ended_on": date(2021, 7, 1), "reason": "撤销"}),
    ("停用品牌须写明日期和原因", make_brand, {"reason": "撤销"}),
]


@pytest.mark.parametrize(("words", "make", "values"), WRONG)
def test_the_database_refuses_and_a_person_is_told_why(org: Organisation, words: str, make: Maker, values: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make(org, **values)
    record = make(org)
    for name, value in values.items():
        setattr(record, name, value)
    with pytest.raises(Refused, match=words):
        check(record)


TWICE: list[tuple[str, Maker, tuple[str, ...]]] = [
    ("统一社会信用代码", make_enterprise, ("credit_code",)),
    ("证书编号", make_certificate, ("certificate_number",)),
    ("入库登记编号", make_sme, ("registration_number",)),
    ("合同编号", make_contract, ("contract_number",)),
    ("承担单位和文号", make_grant, ("project_name", "undertaker_name", "document_number")),
    ("同名、同类型、同级别", make_platform, ("name", "kind", "level")),
    ("项目名称和申报单位", make_project, ("programme", "name", "applicant_name")),
    ("当日在同一银行的授信", make_credit_line, ("enterprise", "bank", "agreed_on")),
    ("当日向同一银行的申请", make_loan, ("enterprise", "bank", "applied_on")),
    ("活动编号", make_event, ("code",)),
    ("协议编号", make_agreement, ("code",)),
    ("已有同名品牌", make_brand, ("name",)),
    ("获奖单位、年度和级别", make_honour, ("title", "holder", "year", "level")),
]


@pytest.mark.parametrize(("words", "make", "key"), TWICE)
def test_nothing_stands_twice_in_one_ledger(org: Organisation, words: str, make: Maker, key: tuple[str, ...]) -> None:
    first = make(org)
    same = {name: getattr(first, name) for name in key}
    with pytest.raises(IntegrityError), transaction.atomic():
        make(org, **same)
    second = make(org)
    for name, value in same.items():
        setattr(second, name, value)
    with pytest.raises(Refused, match=words):
        check(second)


def test_two_bureaus_may_keep_the_same_firm(org: Organisation) -> None:
    code = make_enterprise(org).credit_code
    assert make_enterprise(make_org(), credit_code=code).pk


@pytest.mark.parametrize(("model", "words"), [(Enterprise, "企业名称不能为空"), (Institute, "院所名称不能为空")])
def test_names_are_filled(org: Organisation, model: Any, words: str) -> None:
    constraint = next(c for c in model._meta.constraints if c.name.endswith("name_filled"))
    assert constraint.violation_error_message == f"{words}。"
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.create(org=org, name="")


def test_one_name_one_stage_one_expert_one_list(org: Organisation) -> None:
    firm, project, event, expert = make_enterprise(org), make_project(org), make_event(org), make_expert(org)
    institute = make_institute(org)
    EnterpriseName.objects.create(enterprise=firm, name="旧名")
    make_participation(event, expert)
    for again in (
        lambda: EnterpriseName.objects.create(enterprise=firm, name="旧名"),
        lambda: ProjectStage.objects.create(project=project, stage=project.stage, reached_on=project.stage_on),
        lambda: make_participation(event, expert),
        lambda: Institute.objects.create(org=org, name=institute.name),
        lambda: make_expert(org, expert.name, expert.institute.name),
        lambda: type(expert).objects.create(org=org, name="", institute=institute),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            again()
