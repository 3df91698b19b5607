"""导入表: policies, pushes and uptakes as offices keep them; what is wrong is told with its column, what stood before is kept."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.factories.accounts import make_operator
from tests.factories.dataio import workbook
from tests.factories.enterprises import credit_code, make_enterprise
from tests.factories.orgs import make_org, make_person
from tests.factories.policy import make_policy, make_push
from tongpin.domains.policy.models import Policy, PolicyEdition, Push, Uptake
from tongpin.engines.dataio import services as dataio
from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.extensions import ImportSheet, gathered

pytestmark = pytest.mark.django_db
TODAY = date(2023, 12, 1)


@pytest.fixture
def org() -> Organisation:
    return make_org()


def findings(org: Organisation, kind: str, row: dict[str, Any]) -> list[tuple[str, str, str]]:
    check = next(s for s in gathered(ImportSheet) if s.kind == kind).check
    assert check is not None
    return list(check(org, [row]).get(0, []))


def load(org: Organisation, kind: str, *rows: list[Any]) -> Any:
    operator = make_operator()
    batch = dataio.stage(workbook(list(rows)), name="表.xlsx", org=org, by=operator, today=TODAY, kind=kind)
    return dataio.confirm(batch, by=operator, today=TODAY)


POLICY = {"title": "奖励", "starts_on": date(2023, 1, 1), "last_day": None, "rule": None, "officer": None, "department": None}
PUSH = {
    "policy": "奖励",
    "pushed_on": date(2023, 5, 10),
    "person": "王思远",
    "reply": None,
    "replied_on": None,
    "reason": None,
    "credit_code": "",
}
UPTAKE = {"policy": "奖励", "applied_on": date(2023, 6, 1), **dict.fromkeys(("agreed_on", "agreed_amount", "granted_on", "granted_amount"))}
WRONG: list[tuple[str, dict[str, Any], dict[str, Any], str, str]] = [
    ("policy", POLICY, {"last_day": date(2022, 12, 31)}, "last_day", "执行截止日期早于执行起始日期"),
    ("policy", POLICY, {"rule": "没有的规则"}, "rule", "没有名为“没有的规则”的条件规则"),
    ("policy", POLICY, {"officer": "张三"}, "officer", "责任人“张三”不在"),
    ("policy", POLICY, {"department": "没有的科"}, "department", "责任科室（单位）“没有的科”不在"),
    ("policy_push", PUSH, {"policy": "没有"}, "policy", "政策库中没有“没有”"),
    ("policy_push", PUSH, {"policy": "同名"}, "policy", "有 2 项政策名为“同名”"),
    ("policy_push", PUSH, {"pushed_on": date(2023, 1, 1)}, "pushed_on", "该政策自 2023-01-10 起才有"),
    ("policy_push", PUSH, {"person": "李四"}, "person", "推送人“李四”不在"),
    ("policy_push", PUSH, {"reply": "declined", "replied_on": date(2023, 5, 11)}, "reason", "没有填原因"),
    ("policy_push", PUSH, {"reply": "informed"}, "replied_on", "没有填答复日期"),
    ("policy_push", PUSH, {"replied_on": date(2023, 5, 11)}, "replied_on", "待答复的填了答复日期"),
    ("policy_uptake", UPTAKE, {"agreed_on": date(2023, 5, 1)}, "agreed_on", "同意日期早于申报日期"),
    ("policy_uptake", UPTAKE, {"agreed_amount": Decimal(1)}, "agreed_on", "没有填同意日期"),
    ("policy_uptake", UPTAKE, {"granted_amount": Decimal(1)}, "granted_on", "只填了一个"),
    (
        "policy_uptake",
        UPTAKE,
        {
            "agreed_on": date(2023, 7, 1),
            "agreed_amount": Decimal(1),
            "granted_on": date(2023, 8, 1),
            "granted_amount": Decimal(2),
        },
        "granted_amount",
        "兑现金额大于同意金额",
    ),
]


@pytest.mark.parametrize(("kind", "row", "values", "column", "words"), WRONG)
def test_a_wrong_row_is_found_with_its_column(
    org: Organisation, kind: str, row: dict[str, Any], values: dict[str, Any], column: str, words: str
) -> None:
    make_person(org, "王思远")
    make_policy(org, title="奖励")
    for number in ("一", "二"):
        make_policy(org, title="同名", number=number)
    assert not findings(org, kind, row)
    found = findings(org, kind, {**row, **values})
    assert any(name == column and words in message for name, message, _ in found), found


def test_policies_are_loaded_and_a_changed_one_keeps_what_it_said(org: Organisation) -> None:
    head = ["政策名称", "文号", "发文机关", "政策层级", "执行起始日期", "执行截止日期", "优惠内容", "优惠金额", "条件规则"]
    row = ["奖励", "宁科字〔2023〕5号", "县科技局", "县级", "2023-03-01", "2025-12-31", "奖励2万元", 2, "科技型中小企业评价"]
    load(org, "policy", head, row)
    policy = Policy.objects.get()
    assert (policy.last_day, policy.benefit_amount, policy.rule) == (date(2025, 12, 31), Decimal(20_000), "science.sme.evaluation")
    load(org, "policy", head, [*row[:6], "奖励3万元", 3, row[8]])
    assert Policy.objects.get().benefit == "奖励3万元" and PolicyEdition.objects.get().values["benefit"] == "奖励2万元"


def test_pushes_and_uptakes_are_loaded_by_the_policy_in_either_of_its_names(org: Organisation) -> None:
    make_person(org, "王思远")
    policy = make_policy(org, title="奖励", number="一号")
    make_policy(org, title="奖励", number="二号")
    code, firm = credit_code(7), "宁阳第七公司"
    head = ["政策名称", "企业名称", "统一社会信用代码", "推送日期", "推送方式", "推送人", "企业答复", "答复日期", "不申报原因"]
    load(org, "policy_push", head, ["奖励（一号）", firm, code, "2023-05-10", "走访", "王思远", "不申报", "2023-05-12", "材料多"])
    push = Push.objects.get()
    assert (push.policy, push.channel, push.reply, push.firm.name) == (policy, "visit", "declined", firm)
    head = ["政策名称", "企业名称", "统一社会信用代码", "年度", "申报日期", "申报金额", "同意日期", "同意金额", "兑现日期", "兑现金额"]
    load(org, "policy_uptake", head, ["奖励（一号）", firm, code, 2023, "2023-06-01", 2, "2023-07-01", 1.5, None, None])
    load(org, "policy_uptake", head, ["奖励（一号）", firm, code, 2023, "2023-06-01", 2, "2023-07-01", 1.5, "2023-08-01", 1.5])
    uptake = Uptake.objects.get()
    assert (uptake.policy, uptake.granted_amount, uptake.applied_amount) == (policy, Decimal(15_000), Decimal(20_000))


def test_a_push_that_stands_in_the_ledger_is_changed_and_not_doubled(org: Organisation) -> None:
    person, policy, firm = make_person(org, "王思远"), make_policy(org, title="奖励"), make_enterprise(org)
    make_push(org, firm, policy=policy, person=person)
    head = ["政策名称", "企业名称", "统一社会信用代码", "推送日期", "推送方式", "推送人", "企业答复", "答复日期"]
    load(org, "policy_push", head, [str(policy), firm.name, firm.credit_code, "2023-05-10", "电话", "王思远", "已告知", "2023-05-11"])
    assert [(one.channel, one.reply) for one in Push.objects.all()] == [("phone", "informed")]
