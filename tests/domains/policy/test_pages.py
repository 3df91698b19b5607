"""页面: from the policy over the firm that nobody told to the task, the push, the answer and the money."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.access import make_grant, make_user
from tests.factories.enterprises import make_certificate, make_enterprise
from tests.factories.orgs import make_org, make_person
from tests.factories.policy import make_policy
from tongpin.domains.policy.models import Policy, Push, Uptake
from tongpin.domains.policy.services.matching import match_firms
from tongpin.domains.work.models import Task
from tongpin.foundation.orgs.models import Organisation

pytestmark = pytest.mark.django_db
TAX_RATE = "science.benefits.reduced_tax_rate"
DAY = date(2023, 12, 1)


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TONGPIN_TODAY", "2023-12-01")


@pytest.fixture
def org() -> Organisation:
    return make_org("宁阳县科学技术局")


def signed_in(org: Organisation, role: str) -> Client:
    user = make_user()
    make_grant(user, role, org)
    client = Client()
    client.force_login(user)
    return client


def page(client: Client, name: str, *args: Any, query: str = "") -> str:
    answer = client.get(reverse(name, args=args) + query)
    assert answer.status_code == 200, (name, answer.status_code)
    return answer.content.decode()


def test_the_way_from_the_policy_to_the_money(org: Organisation) -> None:
    officer = signed_in(org, "officer")
    person, leader = make_person(org, "王思远"), make_person(org, "周正平")
    firm, other = make_enterprise(org, "宁阳甲公司"), make_enterprise(org, "宁阳乙公司")
    make_certificate(org, firm, issued_on=date(2022, 12, 1), valid_to=date(2025, 11, 30))
    about = {"title": "优惠税率", "issuer": "税务总局", "level": "national", "starts_on": "2016-01-01", "benefit": "减按15%"}
    answer = officer.post(reverse("policy:policy_new"), {**about, "benefit_percent": "15", "rule": TAX_RATE, "officer": person.pk})
    policy = Policy.objects.get()
    assert answer.status_code == 302 and policy.benefit_percent == 15
    match_firms(org, today=DAY)

    assert "1" in page(officer, "policy:policies") and "优惠税率" in page(officer, "policy:policies", query="?state=open")
    assert "没有持有" not in page(officer, "policy:firms", policy.pk)
    listed = page(officer, "policy:last_mile")
    assert firm.name in listed and other.name not in listed and "王思远" in listed and "交办任务" in listed
    assert "符合" in page(officer, "policy:match", policy.pk, firm.pk) and "不符合" in page(officer, "policy:match", policy.pk, other.pk)
    assert "可享政策" in page(officer, "enterprises:enterprise", firm.pk)
    assert "可享政策" not in page(officer, "enterprises:enterprise", other.pk)

    task = {"title": "上门送达", "leader": leader.pk, "department": org.pk, "person": person.pk, "due_on": "2023-12-15"}
    assert officer.post(reverse("policy:assign", args=[policy.pk, firm.pk]), task).status_code == 302
    assert Task.objects.get().source_pk == firm.pk

    pushed = {"person": person.pk, "pushed_on": "2023-11-30", "channel": "visit", "codes": [firm.credit_code]}
    assert officer.post(reverse("policy:push_many", args=[policy.pk]), pushed).status_code == 302
    assert firm.name not in page(officer, "policy:last_mile")
    push = Push.objects.get()
    edit = page(officer, "policy:push_edit", push.pk)
    assert "登记答复" in edit and firm.credit_code in edit
    answer = officer.post(
        reverse("policy:push_edit", args=[push.pk]),
        {
            "policy": policy.pk,
            "credit_code": firm.credit_code,
            "person": person.pk,
            "pushed_on": "2023-11-30",
            "channel": "visit",
            "reply": "declined",
            "replied_on": "2023-12-01",
            "version": push.version,
        },
    )
    assert "请填写原因" in answer.content.decode() and Push.objects.get().reply == "waiting"

    uptake = {"policy": policy.pk, "credit_code": firm.credit_code, "year": "2023", "applied_on": "2023-12-01", "applied_amount": "12.5"}
    assert officer.post(reverse("policy:uptake_new"), uptake).status_code == 302
    assert Uptake.objects.get().applied_amount == Decimal(125_000)
    assert "12.5万元" in page(officer, "policy:policy", policy.pk)


def test_who_only_looks_finds_no_button_and_a_stranger_nothing(org: Organisation) -> None:
    policy, firm = make_policy(org, rule=TAX_RATE, ends_on=None), make_enterprise(org)
    make_certificate(org, firm, issued_on=date(2022, 12, 1), valid_to=date(2025, 11, 30))
    match_firms(org, today=DAY)
    viewer, stranger = signed_in(org, "viewer"), signed_in(make_org(), "officer")
    assert firm.name in page(viewer, "policy:last_mile") and "交办任务" not in page(viewer, "policy:last_mile")
    assert viewer.get(reverse("policy:assign", args=[policy.pk, firm.pk])).status_code == 404
    assert stranger.get(reverse("policy:policy", args=[policy.pk])).status_code == 404
    assert firm.name not in page(stranger, "policy:last_mile")


def test_a_policy_out_of_its_days_says_so_and_shows_no_number(org: Organisation) -> None:
    policy, firm = make_policy(org, ends_on=date(2023, 12, 1)), make_enterprise(org)
    match_firms(org, today=DAY)
    viewer = signed_in(org, "viewer")
    shown = page(viewer, "policy:policy", policy.pk)
    assert "已过执行期" in shown and "不在执行期，不匹配企业" in shown and "2023-11-30" in shown
    assert "不在执行期或者已被替代" in page(viewer, "policy:match", policy.pk, firm.pk)
    assert "没有匹配结果" in page(viewer, "policy:firms", policy.pk)
