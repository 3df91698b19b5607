"""惠企政策: what may be entered only once."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.factories.enterprises import make_enterprise
from tests.factories.orgs import make_person
from tests.factories.policy import make_policy, policy_fields
from tests.reliability.fields import signed_today
from tests.reliability.office import Office
from tests.reliability.once import Once
from tongpin.domains.policy.models import Policy, Push, Uptake
from tongpin.domains.policy.services import delivery, policies


def _firm_and_policy(o: Office) -> Any:
    return make_enterprise(o.org), make_policy(o.org), make_person(o.org)


def _pushed(made: Any, o: Office, person: int) -> Any:
    firm, policy, teller = made
    return delivery.record_push(
        org=o.org,
        **signed_today(o),
        policy=policy,
        credit_code=firm.credit_code,
        person=teller,
        pushed_on=date(2023, 5, 10),
        channel="visit",
        reply="waiting",
        replied_on=None,
        reason="",
        note=f"备注{person}",
    )


def _taken(made: Any, o: Office, person: int) -> Any:
    firm, policy, _ = made
    steps = {"applied_on": date(2023, 6, 1), "applied_amount": None}
    later = dict.fromkeys(("agreed_on", "agreed_amount", "granted_on", "granted_amount"))
    return delivery.record_uptake(
        org=o.org, **signed_today(o), policy=policy, credit_code=firm.credit_code, year=2023, **steps, **later, note=f"备注{person}"
    )


POLICY_ONCE = (
    Once(
        "enter_policy",
        "policy_once",
        lambda o: f"奖励{make_policy(o.org).pk}",
        lambda r, o, p: policies.enter_policy(org=o.org, **signed_today(o), **policy_fields(title=r, summary=f"内容{p}")),
        lambda r: Policy.objects.filter(title=r),
    ),
    Once(
        "replace_policy",
        "policy.Policy.replaces",
        lambda o: make_policy(o.org),
        lambda r, o, p: policies.enter_policy(
            org=o.org, **signed_today(o), **policy_fields(title=f"替代{r.pk}之{p}", starts_on=date(2023, 6, 1), replaces=r)
        ),
        lambda r: Policy.objects.filter(replaces=r),
    ),
    Once("record_push", "policy_push_once_a_day", _firm_and_policy, _pushed, lambda r: Push.objects.filter(firm=r[0])),
    Once("record_uptake", "policy_uptake_once", _firm_and_policy, _taken, lambda r: Uptake.objects.filter(firm=r[0])),
)
