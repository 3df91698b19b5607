"""办理: policies, pushes and uptakes, each refusal in words; former texts are kept."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.factories.accounts import make_operator
from tests.factories.enterprises import make_enterprise
from tests.factories.orgs import make_org, make_person
from tests.factories.policy import make_policy, make_push, make_uptake, policy_fields, push_fields, uptake_fields
from tongpin.domains.policy.measures import firms_applied, firms_told, granted
from tongpin.domains.policy.models import Policy, Push
from tongpin.domains.policy.selectors.policies import edition_rows, editions_of
from tongpin.domains.policy.services import delivery, policies
from tongpin.foundation.audit.models import AuditEvent
from tongpin.foundation.jobs.models import Job
from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.errors import Refused
from tongpin.kernel.extensions import MeasureScope
from tongpin.kernel.periods import Period

pytestmark = pytest.mark.django_db
TODAY = date(2023, 12, 1)


@pytest.fixture
def org() -> Organisation:
    return make_org()


def test_a_policy_is_entered_and_its_last_day_counts(org: Organisation) -> None:
    policy = policies.enter_policy(org=org, by=make_operator(), today=TODAY, **policy_fields())
    assert policy.ends_on == date(2026, 1, 1) and policy.last_day == date(2025, 12, 31)
    assert policy.in_force(date(2025, 12, 31)) and not policy.in_force(date(2026, 1, 1))
    assert AuditEvent.objects.filter(verb="policy.entered").count() == 1
    assert Job.objects.filter(name="policy.match").count() == 1


def test_a_correction_keeps_what_the_policy_said(org: Organisation) -> None:
    operator, officer = make_operator(), make_person(org)
    policy = policies.enter_policy(org=org, by=operator, today=TODAY, **policy_fields(officer=officer, department=org))
    fields = policy_fields(benefit="奖励 3 万元", benefit_amount=Decimal(30_000), officer=officer, department=org)
    policies.correct_policy(policy, by=operator, today=TODAY, expected=1, **fields)
    policies.correct_policy(Policy.objects.get(pk=policy.pk), by=operator, today=TODAY, expected=2, **fields)
    assert Policy.objects.get(pk=policy.pk).version == 2
    kept = editions_of(policy)
    assert [one.number for one in kept] == [1]
    assert ("优惠内容", "奖励 2 万元") in edition_rows(kept[0])


WRONG = [
    ({"last_day": date(2023, 1, 14)}, "last_day", "早于执行起始日期"),
    ({"published_on": date(2023, 12, 2)}, "published_on", "还没有到"),
    ({"rule": "science.rdd.deduction"}, "rule", "不在可选之列"),
]


@pytest.mark.parametrize(("values", "field", "words"), WRONG)
def test_what_cannot_be_right_is_refused(org: Organisation, values: dict[str, object], field: str, words: str) -> None:
    with pytest.raises(Refused, match=words) as refused:
        policies.enter_policy(org=org, by=make_operator(), today=TODAY, **policy_fields(**values))
    assert refused.value.field == field


def test_a_new_policy_follows_one_of_the_same_office_that_began_before(org: Organisation) -> None:
    operator = make_operator()
    elsewhere, later = make_policy(make_org()), make_policy(org, starts_on=date(2023, 6, 1))
    for former, words in ((elsewhere, "不属于本单位"), (later, "应晚于该日")):
        with pytest.raises(Refused, match=words):
            policies.enter_policy(org=org, by=operator, today=TODAY, **policy_fields(replaces=former))
    with pytest.raises(Refused, match="不能替代它自己"):
        own = make_policy(org)
        policies.correct_policy(own, by=operator, today=TODAY, expected=1, **policy_fields(replaces=own, starts_on=date(2023, 7, 1)))


def test_a_firm_that_does_not_apply_says_why(org: Organisation) -> None:
    operator, push = make_operator(), make_push(org)
    answered = {"reply": "declined", "replied_on": date(2023, 5, 20)}
    with pytest.raises(Refused, match="请填写原因"):
        delivery.correct_push(push, by=operator, today=TODAY, expected=1, **push_fields(push, **answered))
    push = Push.objects.get(pk=push.pk)
    delivery.correct_push(push, by=operator, today=TODAY, expected=1, **push_fields(push, **answered, reason="金额小，材料多"))
    assert Push.objects.get(pk=push.pk).reason == "金额小，材料多"
    delivery.remove_push(push, by=operator, expected=2, reason="误登")
    assert not Push.objects.exists() and AuditEvent.objects.filter(verb="policy_push.removed").exists()


def test_many_firms_are_told_at_once_or_none(org: Organisation) -> None:
    policy, person, operator = make_policy(org), make_person(org), make_operator()
    firms = [make_enterprise(org) for _ in range(3)]
    about = {"by": operator, "today": TODAY, "person": person, "pushed_on": date(2023, 5, 10), "channel": "meeting"}
    delivery.record_push(
        org=org, credit_code=firms[2].credit_code, policy=policy, reply="waiting", replied_on=None, reason="", note="", **about
    )
    with pytest.raises(Refused, match="已经登记"):
        delivery.push_to_firms(policy, codes=[firm.credit_code for firm in firms], **about)
    assert Push.objects.count() == 1
    assert len(delivery.push_to_firms(policy, codes=[firm.credit_code for firm in firms[:2]], **about)) == 2
    with pytest.raises(Refused, match="请选择企业"):
        delivery.push_to_firms(policy, codes=[], **about)


def test_days_of_delivery_are_neither_to_come_nor_before_the_policy(org: Organisation) -> None:
    operator, push, uptake = make_operator(), make_push(org), make_uptake(org)
    with pytest.raises(Refused, match="还没有到"):
        delivery.correct_push(push, by=operator, today=TODAY, expected=1, **push_fields(push, pushed_on=date(2023, 12, 2)))
    with pytest.raises(Refused, match="起执行"):
        delivery.correct_push(push, by=operator, today=TODAY, expected=1, **push_fields(push, pushed_on=date(2023, 1, 9)))
    with pytest.raises(Refused, match="同意日期"):
        delivery.correct_uptake(uptake, by=operator, today=TODAY, expected=1, **uptake_fields(uptake, agreed_on=date(2023, 12, 2)))
    with pytest.raises(Refused, match="不属于本单位"):
        fields = uptake_fields(uptake, policy=make_policy(make_org()))
        delivery.correct_uptake(uptake, by=operator, today=TODAY, expected=1, **fields)


def test_measures_count_firms_once_and_money_only_where_it_was_granted(org: Organisation) -> None:
    policy, firm = make_policy(org), make_enterprise(org)
    make_push(org, firm, policy=policy)
    make_push(org, firm, policy=policy, pushed_on=date(2023, 6, 10))
    make_push(org, policy=policy, pushed_on=date(2022, 6, 10))
    steps = {"agreed_on": date(2023, 7, 1), "agreed_amount": Decimal(20_000), "granted_on": date(2023, 8, 1)}
    make_uptake(org, firm, policy=policy, **steps, granted_amount=Decimal("12000.50"))
    make_uptake(org, policy=policy)
    scope = MeasureScope((org.pk,), Period.year(2023), TODAY)
    assert (firms_told(scope).value, firms_applied(scope).value, granted(scope).value) == (1, 2, Decimal("12000.50"))
    assert granted(MeasureScope((org.pk,), Period.year(2023), date(2023, 7, 31))).value == 0
    assert firms_told(MeasureScope((make_org().pk,), Period.year(2023), TODAY)).value is None
