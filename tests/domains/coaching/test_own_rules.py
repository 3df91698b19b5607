"""The unit's own rules on a firm: the step above high-tech firms, and what the registers do not tell is missing."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.access import make_user
from tests.factories.coaching import sound_firm
from tests.factories.orgs import make_org
from tests.factories.packs import make_pack
from tongpin.domains.coaching.selectors.eligibility import firm_records, judge_firm, judge_firms, own_answers, rules_on_firms
from tongpin.engines.packs.samples import template

pytestmark = pytest.mark.django_db
DAY = date(2023, 12, 31)


def test_an_adopted_pack_adds_the_step_of_the_little_giant() -> None:
    org = make_org()
    firm = sound_firm(org)
    client = Client()
    client.force_login(make_user(roles=[("officer", org)]))
    url = reverse("coaching:readiness", args=[firm.pk])
    assert "本单位规则" not in client.get(url, {"as_of": "2023-12-31"}).content.decode()
    sample = template("little_giant")
    assert sample
    make_pack(org, code="fj", title=sample.title, text=sample.text, adopted_on=date(2023, 1, 1))
    page = client.get(url, {"as_of": "2023-12-31"}).content.decode()
    assert "科技小巨人企业" in page and "本单位规则" in page and "上年主导产品收入" in page
    [answer] = own_answers(org, firm.pk, DAY)
    assert answer.is_giant
    assert not any("转为准备高新技术企业认定" in gap.step for gap in answer.gaps)
    assert next(one.key for one in rules_on_firms(org, DAY)) == "local.fj.little_giant"
    assert not own_answers(make_org(), firm.pk, DAY)


def test_all_firms_at_once_are_told_as_one_by_one() -> None:
    org = make_org()
    firms = [sound_firm(org).pk for _ in range(3)]
    sample = template("local_subsidy")
    assert sample
    make_pack(org, code="sub", title=sample.title, text=sample.text.replace("2024-01-01", "2020-01-01"), adopted_on=date(2023, 1, 1))
    rule = rules_on_firms(org, DAY)[0]
    at_once = judge_firms(rule, firm_records(firms, DAY), DAY)
    for pk in firms:
        assert at_once[pk].outcome == judge_firm(rule, pk, DAY).outcome
