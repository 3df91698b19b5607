"""Pages of rules and packs: entered by text or file, tried by their cases, seen by the bureau itself."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.factories.access import make_user
from tests.factories.orgs import OrgTree
from tests.factories.packs import TEXT, WRONG_CASE, make_pack
from tongpin.engines.packs.models import RulePack
from tongpin.engines.packs.samples import templates

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 1)
VALUES = {"code": "county", "title": "本县规则", "document": "本县办法", "document_number": "", "article": ""}


@pytest.fixture(autouse=True)
def _first_of_march(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TONGPIN_TODAY", DAY.isoformat())


@pytest.fixture
def client(tree: OrgTree) -> Client:
    found = Client()
    found.force_login(make_user(roles=[("officer", tree.ningyang)], display_name="经办人"))
    return found


def test_a_pack_is_entered_adopted_revised_and_listed_apart_from_the_countrys(client: Client) -> None:
    client.post(reverse("packs:pack_new"), {**VALUES, "text": TEXT})
    pack = RulePack.objects.get()
    page = client.get(reverse("packs:pack", args=[pack.pk])).content.decode()
    assert "未采用" in page and "全部相符" in page and "经办人" in page
    assert "没有采用中的本单位规则" in client.get(reverse("packs:rules")).content.decode()
    client.post(reverse("packs:pack_switch", args=[pack.pk]), {"number": "1", "starts_on": "2026-03-01", "reason": "会议", "version": "1"})
    rules = client.get(reverse("packs:rules")).content.decode()
    own, national = rules.split('id="national-title"')
    assert "local.county.bonus" in own and "local.county.bonus" not in national and "science.sme.evaluation" in national
    rule = client.get(reverse("packs:rule", args=["local.county.bonus"])).content.decode()
    assert "本单位" in rule and "恰好一千元" in rule and "1000" in rule
    stale = client.post(reverse("packs:pack_revise", args=[pack.pk]), {**VALUES, "text": WRONG_CASE, "version": "1"})
    assert stale.status_code == 200 and pack.editions.count() == 1
    client.post(reverse("packs:pack_revise", args=[pack.pk]), {**VALUES, "text": WRONG_CASE, "version": "2"})
    edition = client.get(reverse("packs:edition", args=[pack.pk, 2])).content.decode()
    assert "案例不符，不能采用" in edition and "不符合 not_met" in edition and "差一分钱" in edition
    refused = client.post(
        reverse("packs:pack_switch", args=[pack.pk]), {"number": "2", "starts_on": "2026-03-01", "reason": "会议", "version": "3"}
    )
    assert "不能采用" in refused.content.decode()


def test_a_file_is_taken_and_its_mistakes_stand_on_the_page_with_its_text(client: Client) -> None:
    bad = TEXT.replace("at_least", "at_leest")
    answer = client.post(reverse("packs:pack_new"), {**VALUES, "file": SimpleUploadedFile("a.yaml", bad.encode())})
    text = answer.content.decode()
    assert "第 13 行" in text and "没有“at_leest”这种运算" in text and "本地奖励条件" in text
    binary = client.post(reverse("packs:pack_new"), {**VALUES, "file": SimpleUploadedFile("a.yaml", b"\xff\xfe\x00")})
    assert "不是 UTF-8" in binary.content.decode()
    client.post(reverse("packs:pack_new"), {**VALUES, "file": SimpleUploadedFile("a.yaml", TEXT.encode("utf-8-sig"))})
    assert RulePack.objects.get().editions.get().text == TEXT


def test_templates_fill_the_form_and_hold_nowhere(client: Client) -> None:
    page = client.get(reverse("packs:packs")).content.decode()
    for sample in templates():
        assert sample.title in page
        form = client.get(reverse("packs:pack_new"), {"template": sample.code}).content.decode()
        assert sample.document in form and sample.about in form
    assert "没有采用中的本单位规则" in client.get(reverse("packs:rules")).content.decode()


def test_packs_are_the_bureaus_own(client: Client, tree: OrgTree) -> None:
    pack = make_pack(tree.dongping, adopted_on=DAY)
    for name, args in (("packs:pack", [pack.pk]), ("packs:edition", [pack.pk, 1]), ("packs:rule", ["local.county.bonus"])):
        assert client.get(reverse(name, args=args)).status_code == 404
    for name in ("packs:pack_revise", "packs:pack_switch"):
        assert client.post(reverse(name, args=[pack.pk]), {"version": "1"}).status_code == 404
    department = Client()
    department.force_login(make_user(roles=[("officer", tree.dongping_office)]))
    assert department.get(reverse("packs:pack", args=[pack.pk])).status_code == 200
    assert department.post(reverse("packs:pack_revise", args=[pack.pk]), {"version": "1"}).status_code == 404


def test_unsure_rules_are_marked(client: Client) -> None:
    page = client.get(reverse("packs:rules"), {"q": "science.sme.number_mark"}).content.decode()
    assert "待核对" in page.split('id="national-title"')[1].split("<tbody>")[1]
    adopted_later = client.get(reverse("packs:rules"), {"area": "party"}).content.decode()
    assert "单位采用后执行" in adopted_later
