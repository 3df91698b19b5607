"""约束: what the database refuses of policies, pushes and uptakes, and in which words a person is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.factories.enterprises import make_enterprise
from tests.factories.orgs import make_org
from tests.factories.policy import make_policy, make_push, make_uptake
from tongpin.domains.policy.models import PolicyEdition, PolicyMatch
from tongpin.foundation.orgs.models import Organisation
from tongpin.foundation.orgs.records import check
from tongpin.kernel.clock import now
from tongpin.kernel.errors import Refused

pytestmark = pytest.mark.django_db
Maker = Callable[..., Any]
JULY, AUGUST = date(2023, 7, 1), date(2023, 8, 1)

WRONG: list[tuple[str, Maker, dict[str, Any]]] = [
    ("执行截止日期早于执行起始日期", make_policy, {"ends_on": date(2023, 1, 15)}),
    ("优惠金额应大于 0", make_policy, {"benefit_amount": Decimal(0)}),
    ("优惠比例应大于 0", make_policy, {"benefit_percent": Decimal(0)}),
    ("请填写原因", make_push, {"reply": "declined", "replied_on": date(2023, 5, 11)}),
    ("不早于推送日期", make_push, {"reply": "informed", "replied_on": date(2023, 5, 9)}),
    ("已有答复的应填答复日期", make_push, {"reply": "informed"}),
    ("待答复的不填", make_push, {"replied_on": date(2023, 5, 11)}),
    ("不能为负数", make_uptake, {"applied_amount": Decimal(-1)}),
    ("请填同意日期", make_uptake, {"agreed_amount": Decimal(1)}),
    ("应同时填写", make_uptake, {"agreed_on": JULY, "granted_on": AUGUST}),
    ("且先有同意", make_uptake, {"granted_on": AUGUST, "granted_amount": Decimal(1)}),
    ("应依次不早于前一个", make_uptake, {"agreed_on": date(2023, 5, 31)}),
    (
        "兑现金额大于同意金额",
        make_uptake,
        {"agreed_on": JULY, "agreed_amount": Decimal(1), "granted_on": AUGUST, "granted_amount": Decimal("1.01")},
    ),
]


@pytest.fixture
def org() -> Organisation:
    return make_org()


@pytest.mark.parametrize(("words", "make", "values"), WRONG)
def test_the_database_refuses_and_a_person_is_told_why(org: Organisation, words: str, make: Maker, values: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make(org, **values)
    record = make(org)
    for name, value in values.items():
        setattr(record, name, value)
    with pytest.raises(Refused) as refused:
        check(record)
    assert words in str(refused.value)


def test_a_second_one_is_refused_in_words(org: Organisation) -> None:
    firm, policy = make_enterprise(org), make_policy(org)
    push, uptake = make_push(org, firm, policy=policy), make_uptake(org, firm, policy=policy)
    follower = make_policy(org, starts_on=date(2023, 6, 1), replaces=policy)
    edition = PolicyEdition.objects.create(policy=policy, number=1, values={"title": "旧"}, superseded_at=now())
    match = PolicyMatch.objects.create(org=org, policy=policy, firm=firm, as_of=JULY, matched_at=now(), state="met")
    told = {
        policy: "同名同文号",
        push: "推送这项政策已经登记",
        uptake: "享受这项政策的情况已经登记",
        follower: "已被另一项政策替代",
        edition: "已经存档",
        match: "匹配结果已经存在",
    }
    for record, words in told.items():
        record.pk, record._state.adding = None, True
        if record is follower:
            record.title = "另一项"
        with pytest.raises(Refused, match=words):
            check(record)
