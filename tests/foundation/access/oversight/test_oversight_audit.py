"""The auditor reads and verifies what happened in their organisations; nobody else gets in, nobody edits."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.factories.access import make_user
from tests.factories.audit import make_event, tamper
from tests.factories.files import thing_kind
from tests.factories.orgs import OrgTree, make_tree
from tongpin.foundation.access.oversight import audit_views
from tongpin.foundation.access.oversight.services import verify_chain
from tongpin.foundation.access.oversight.tasks import anchor, check
from tongpin.foundation.audit import anchors
from tongpin.foundation.audit.models import AuditEvent
from tongpin.foundation.jobs.worker import run_pending

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def audit_files(settings: Any, tmp_path: Path) -> None:
    settings.AUDIT_KEY_FILE = tmp_path / "audit.key"
    settings.AUDIT_ANCHOR_FILE = tmp_path / "anchors.log"


@pytest.fixture
def tree() -> OrgTree:
    return make_tree()


def signed_in(*roles: Any) -> Client:
    client = Client()
    client.force_login(make_user(roles=roles), backend="django.contrib.auth.backends.ModelBackend")
    return client


def titles(client: Client, query: str = "") -> set[str]:
    page = client.get(f"/audit/{query}").content.decode()
    return {name for name in ("宁阳合同", "东平合同", "口令三次有误") if name in page}


@pytest.fixture
def events(tree: OrgTree) -> list[AuditEvent]:
    return [
        make_event("宁阳合同", org_id=tree.ningyang.pk, before={"level": "county"}, after={"level": "city"}),
        make_event("东平合同", org_id=tree.dongping.pk),
        make_event("口令三次有误"),
    ]


def test_the_auditor_reads_their_own_organisations(tree: OrgTree, events: list[AuditEvent]) -> None:
    assert titles(signed_in(("auditor", tree.ningyang))) == {"宁阳合同"}
    assert titles(signed_in(("auditor", tree.city))) == {"宁阳合同", "东平合同", "口令三次有误"}


def test_others_do_not_find_the_page(tree: OrgTree, events: list[AuditEvent]) -> None:
    for role in ("clerk", "system_admin", "security_admin", "director"):
        client = signed_in((role, tree.city))
        assert [client.get("/audit/").status_code, client.get("/audit/1/").status_code, client.post("/audit/verify/").status_code] == [
            404
        ] * 3
    assert Client().get("/audit/").status_code == 302


def test_an_event_of_another_organisation_is_not_there(tree: OrgTree, events: list[AuditEvent]) -> None:
    client = signed_in(("auditor", tree.ningyang))
    assert [client.get(f"/audit/{event.seq}/").status_code for event in events] == [200, 404, 404]


def test_the_page_of_an_event_shows_what_changed(tree: OrgTree, events: list[AuditEvent]) -> None:
    page = signed_in(("auditor", tree.city)).get("/audit/1/").content.decode()
    assert all(words in page for words in ("county", "city", "变动前", events[0].mac))


@pytest.mark.parametrize(
    ("query", "seen"),
    [
        ("?unit=宁阳", {"宁阳合同"}),
        ("?subject=东平", {"东平合同"}),
        ("?person=没有的人", set()),
        ("?verb=job.retried", set()),
        ("?at_after=2001-01-01&at_before=2001-01-02", set()),
        ("?outcome=ok", {"宁阳合同", "东平合同", "口令三次有误"}),
    ],
)
def test_the_list_is_filtered(tree: OrgTree, events: list[AuditEvent], query: str, seen: set[str]) -> None:
    assert titles(signed_in(("auditor", tree.city)), query) == seen


def test_there_is_no_way_to_change_an_event(tree: OrgTree, events: list[AuditEvent]) -> None:
    client = signed_in(("auditor", tree.city))
    assert [client.post("/audit/1/").status_code, client.delete("/audit/1/").status_code, client.get("/audit/verify/").status_code] == [
        405
    ] * 3


def test_verifying_is_itself_recorded(tree: OrgTree, events: list[AuditEvent]) -> None:
    client = signed_in(("auditor", tree.city))
    page = client.post("/audit/verify/", follow=True).content.decode()
    assert "审计链完整，共核对 3 条" in page
    assert AuditEvent.objects.get(seq=4).outcome == "ok"


def test_tampering_shows_on_the_page(tree: OrgTree, events: list[AuditEvent]) -> None:
    tamper("UPDATE audit_auditevent SET actor_name = '李四' WHERE seq = 2")
    page = signed_in(("auditor", tree.city)).post("/audit/verify/", follow=True).content.decode()
    assert "第 2 条：内容与校验码不符" in page
    assert AuditEvent.objects.get(seq=4).outcome == "failed"


def test_the_nightly_jobs_anchor_and_check(events: list[AuditEvent]) -> None:
    assert anchor()
    assert "完整" in check()
    assert anchors.last_anchor() is not None
    assert AuditEvent.objects.get(seq=4).actor_name == "系统"


def test_a_cut_chain_is_reported_even_where_nothing_can_be_recorded(events: list[AuditEvent], tree: OrgTree) -> None:
    anchor()
    tamper("DELETE FROM audit_auditevent WHERE seq = 3")
    tamper("UPDATE audit_audithead SET seq = 2, mac = (SELECT mac FROM audit_auditevent WHERE seq = 2)")
    assert not verify_chain(by=None).ok
    assert "系统暂停写入" in signed_in(("auditor", tree.city)).get("/audit/").content.decode()


def test_a_long_chain_is_verified_in_the_background(tree: OrgTree, events: list[AuditEvent], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit_views, "AT_ONCE", 2)
    page = signed_in(("auditor", tree.city)).post("/audit/verify/", follow=True).content.decode()
    assert "正在后台校验" in page
    assert run_pending() == 1
    assert AuditEvent.objects.get(seq=4).verb == "audit.verified"


def test_an_event_leads_to_its_record_where_the_auditor_sees_it(tree: OrgTree) -> None:
    auditor = make_user(roles=[("auditor", tree.city)])
    make_event(org_id=tree.city.pk)
    client = Client()
    client.force_login(auditor, backend="django.contrib.auth.backends.ModelBackend")
    assert "打开这条记录" not in client.get("/audit/1/").content.decode()
    with thing_kind(auditor):
        assert "打开这条记录" in client.get("/audit/1/").content.decode()
