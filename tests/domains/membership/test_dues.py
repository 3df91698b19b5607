"""党费: the amount by rule, paid or unpaid for all, base and amount for few; never in the trail, a list of others, or a search."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.access.matrix import text_in
from tests.factories.access import ThreePersons, make_user, three_persons
from tests.factories.membership import make_base, make_dues_month, make_member, make_profile
from tongpin.domains.membership import selectors, services
from tongpin.domains.membership.facts.elections import collect_dues, dues_subjects
from tongpin.domains.membership.facts.register import collect_members, member_subjects
from tongpin.domains.membership.models import DuesMonth
from tongpin.foundation.audit.models import AuditEvent
from tongpin.foundation.orgs.models import Organisation
from tongpin.foundation.orgs.records import check
from tongpin.kernel.errors import Refused

TODAY = date(2026, 6, 12)
MAY = date(2026, 5, 1)
SECRET = "73131.31"

pytestmark = pytest.mark.django_db


@pytest.fixture
def persons() -> ThreePersons:
    return three_persons(editor_role="party_clerk", viewer_role="director")


@pytest.fixture
def branch(persons: ThreePersons) -> Organisation:
    return persons.tree.ningyang_branch


def base(**values: Any) -> dict[str, Any]:
    return {
        "starts_on": date(2026, 1, 1),
        "payer": "working",
        "base": Decimal(6000),
        "waiver": "none",
        "agreed": None,
        "waiver_applied_on": None,
        "branch_studied_on": None,
        "waiver_approved_on": None,
        **values,
    }


@pytest.mark.parametrize(
    ("values", "amount"),
    [
        ({"base": Decimal(3000)}, "15.00"),
        ({"base": Decimal("3000.01")}, "30.00"),
        ({"base": Decimal(5000)}, "50.00"),
        ({"base": Decimal(10000)}, "150.00"),
        ({"base": Decimal(12000)}, "240.00"),
        ({"base": Decimal(5200), "payer": "retired"}, "52.00"),
        ({"base": None, "payer": "student"}, "0.20"),
        ({"waiver": "free", "waiver_approved_on": date(2026, 1, 1)}, "0.00"),
        ({"waiver": "less", "agreed": Decimal(20), "waiver_approved_on": date(2026, 1, 1)}, "20.00"),
    ],
)
def test_the_amount(persons: ThreePersons, branch: Organisation, values: dict[str, Any], amount: str) -> None:
    found = services.set_base(member=make_member(branch), by=persons.editor, **base(**values))
    assert found.amount == Decimal(amount)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"base": None}, "须填党费计算基数"),
        ({"starts_on": date(2026, 1, 2)}, "该月第一天"),
        ({"waiver": "free"}, "须经上级党委批准"),
        ({"waiver": "less", "waiver_approved_on": date(2026, 1, 1)}, "少交后每月应交数"),
    ],
)
def test_bases_that_cannot_be(persons: ThreePersons, branch: Organisation, values: dict[str, Any], said: str) -> None:
    with pytest.raises(Refused, match=said):
        services.set_base(member=make_member(branch), by=persons.editor, **base(**values))


def test_the_database_refuses(branch: Organisation) -> None:
    member = make_member(branch)
    wrong: list[tuple[Any, dict[str, Any], str]] = [
        (make_base, {"base": Decimal(-1)}, "不能为负数"),
        (make_base, {"agreed": Decimal(1)}, "少交的须填"),
        (make_dues_month, {"paid_on": None, "amount": Decimal(1)}, "没有交的不填金额"),
        (make_dues_month, {"has_reason": True}, "没有交的不填金额"),
    ]
    for make, values, said in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            make(member, **values)
        record = make(make_member(branch))
        for name, value in values.items():
            setattr(record, name, value)
        with pytest.raises(Refused, match=said):
            check(record)
    make_base(member)
    make_dues_month(member)
    for make in (make_base, make_dues_month):
        with pytest.raises(IntegrityError), transaction.atomic():
            make(member)


def test_several_are_marked_at_once_and_nobody_twice(persons: ThreePersons, branch: Organisation) -> None:
    first, second, third = (make_member(branch) for _ in range(3))
    make_base(first, amount=Decimal(90))
    words = {"org": branch, "month": MAY, "by": persons.editor, "today": TODAY}
    assert services.pay_dues(members=[first, second], on=date(2026, 5, 10), **words) == 2
    assert services.excuse_dues(members=[third], **words) == 1
    assert services.pay_dues(members=[first, third], on=date(2026, 5, 20), **words) == 1
    assert DuesMonth.objects.get(member=first).amount == Decimal(90)
    assert DuesMonth.objects.get(member=second).amount is None
    assert [row.word for row in selectors.paid_in(branch, MAY)] == ["已交"] * 3
    with pytest.raises(Refused, match="还没有到"):
        services.pay_dues(members=[first], on=date(2026, 6, 13), **words)


def test_a_month_of_a_large_branch_asks_no_more_than_that_of_a_small_one(persons: ThreePersons, branch: Organisation) -> None:
    def asked(number: int, month: date) -> int:
        members = [make_member(branch) for _ in range(number)]
        with CaptureQueriesContext(connection) as queries:
            services.pay_dues(org=branch, month=month, members=members, on=TODAY, by=persons.editor, today=TODAY)
        return len(queries)

    few = asked(3, MAY)
    assert asked(60, date(2026, 4, 1)) <= few


def test_what_is_wrong_leaves_all_unmarked_and_who_is_named_twice_paid_once(persons: ThreePersons, branch: Organisation) -> None:
    first, second = make_member(branch), make_member(branch)
    words = {"org": branch, "month": MAY, "by": persons.editor, "today": TODAY, "on": date(2026, 5, 10)}
    with pytest.raises(Refused, match="交纳方式"):
        services.pay_dues(members=[first], channel="nobody", **words)
    assert not DuesMonth.objects.exists()
    assert services.pay_dues(members=[first, second, second], **words) == 2


def test_a_temporary_branch_collects_none(persons: ThreePersons, branch: Organisation) -> None:
    make_profile(branch, kind="temporary")
    with pytest.raises(Refused, match="临时党支部不收缴"):
        services.pay_dues(org=branch, month=MAY, members=[make_member(branch)], on=TODAY, by=persons.editor, today=TODAY)


def test_months_unpaid_in_a_row(branch: Organisation) -> None:
    """Told only where the register is kept; a proper reason breaks the row."""
    never, paid, excused = (make_member(branch) for _ in range(3))
    stranger = make_member(branch)
    subjects = member_subjects([branch.pk], TODAY)
    assert all("months_unpaid" not in values for values in collect_members(subjects, None, TODAY).values())
    for month in range(1, 6):
        make_dues_month(paid, month=date(2026, month, 1), paid_on=date(2026, month, 10))
    make_dues_month(excused, month=date(2026, 3, 1), paid_on=None, has_reason=True)
    found = collect_members(subjects, None, TODAY)
    assert [found[m.person_id]["months_unpaid"] for m in (never, paid, excused, stranger)] == [5, 0, 2, 5]


# --- who sees what ---------------------------------------------------------------------------------------------------------
def test_base_and_amount_are_for_those_who_keep_dues(
    persons: ThreePersons, branch: Organisation, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TONGPIN_TODAY", "2026-06-12")
    member = make_member(branch, "王明")
    held = services.set_base(member=member, by=persons.editor, **base(base=Decimal(SECRET)))
    services.pay_dues(org=branch, month=MAY, members=[member], on=date(2026, 5, 10), by=persons.editor, today=TODAY)
    assert held.amount == Decimal("1462.63")
    bases, edit = reverse("membership:bases"), reverse("membership:base_edit", args=[held.pk])
    secretary = make_user(roles=[("branch_secretary", branch)])
    client.force_login(persons.editor)
    assert "73,131.31" in client.get(bases).content.decode()
    for user in (secretary, persons.viewer):
        client.force_login(user)
        assert [client.get(url).status_code for url in (bases, edit)] == [404, 404]
    client.force_login(persons.stranger)
    assert client.get(edit).status_code == 404
    assert "王明" not in client.get(bases).content.decode()
    pages = [
        reverse("membership:dues") + "?month=2026-05",
        reverse("membership:members"),
        reverse("membership:members") + "?export=xlsx",
        reverse("membership:member", args=[member.pk]),
        reverse("desk:search") + "?q=王明",
    ]
    for user in (secretary, persons.viewer):
        client.force_login(user)
        for page in pages:
            answer = client.get(page)
            text = text_in(b"".join(answer.streaming_content) if answer.streaming else answer.content)
            assert not [word for word in ("73131.31", "73,131.31", "1462.63", "1,462.63") if word in text], page
    client.force_login(secretary)
    assert "已交" in client.get(pages[0]).content.decode()
    kept = str(list(AuditEvent.objects.filter(verb__startswith="dues").values()))
    assert "2026-05" in kept and not [word for word in ("73131", "1462") if word in kept]


def test_collecting_on_the_page(persons: ThreePersons, branch: Organisation, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TONGPIN_TODAY", "2026-06-12")
    member = make_member(branch, "王明")
    client.force_login(persons.editor)
    sent = {"month": "2026-05-01", "on": "2026-05-10", "members": [member.pk], "what": "paid", "channel": "self"}
    answer = client.post(reverse("membership:collect") + f"?org={branch.code}", sent)
    assert answer.status_code == 302, answer.context["form"].errors
    assert "应交 1 人，已交 1 人" in client.get(answer["Location"]).content.decode()


def test_facts_of_a_month(branch: Organisation) -> None:
    member = make_member(branch)
    make_base(member)
    row = make_dues_month(member, amount=Decimal(90))
    subjects = dues_subjects([branch.pk], TODAY)
    assert [s.title for s in subjects] == ["2026-01党费"]
    found = collect_dues(subjects, None, TODAY)[row.pk]
    assert (found["payer_kind"], found["dues_base"], found["dues_paid"]) == ("在职", Decimal(6000), Decimal(90))
    assert (found["month_end"], found["dues_waiver"]) == (date(2026, 1, 31), "无")
