"""Everybody watches their own jobs; only who operates the system sees all and tries parked ones again."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.factories.access import make_user
from tests.factories.jobs import make_job
from tests.factories.orgs import OrgTree, make_tree
from tongpin.foundation.access.roles import Role
from tongpin.foundation.audit.models import AuditEvent
from tongpin.foundation.jobs.enums import JobState
from tongpin.foundation.jobs.models import Job
from tongpin.foundation.jobs.services import enqueue
from tongpin.foundation.jobs.worker import run_pending

pytestmark = pytest.mark.django_db
ROLES = {
    "operator": Role("operator", "运维", frozenset({"jobs.view", "jobs.operate"})),
    "worker": Role("worker", "经办", frozenset({"jobs.view"})),
    "reader": Role("reader", "只读", frozenset()),
}


@pytest.fixture(autouse=True)
def roles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tongpin.foundation.access.selectors.roles_by_key", lambda: ROLES)


@pytest.fixture
def tree() -> OrgTree:
    return make_tree()


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_one_sees_ones_own_and_the_operator_those_of_the_accounts_in_sight(tree: OrgTree) -> None:
    owner, other, operator, reader = (make_user(roles=[(role, tree.ningyang)]) for role in ("worker", "worker", "operator", "reader"))
    neighbour, above = make_user(roles=[("operator", tree.dongping)]), make_user(roles=[("operator", tree.city)])
    job = enqueue("test.note", by=owner, text="一")
    expected = (
        (owner, 200, True),
        (other, 404, False),
        (operator, 200, True),
        (reader, 404, False),
        (neighbour, 404, False),
        (above, 200, True),
    )
    for user, detail, listed in expected:
        client = signed_in(user)
        assert client.get(f"/jobs/{job.pk}/").status_code == client.get(f"/jobs/{job.pk}/progress/").status_code == detail
        assert ('data-label="任务"' in client.get("/jobs/").content.decode()) == listed
    assert Client().get("/jobs/").status_code == 302


def test_the_page_asks_again_until_the_job_is_finished(tree: OrgTree) -> None:
    owner = make_user(roles=[("worker", tree.ningyang)])
    job = enqueue("test.count", by=owner, total=4)
    client = signed_in(owner)
    assert 'hx-trigger="every 2s"' in client.get(f"/jobs/{job.pk}/").content.decode()
    Job.objects.filter(pk=job.pk).update(progress=3, total=4, message="第 3 项")
    waiting = client.get(f"/jobs/{job.pk}/progress/")
    assert "第 3 项" in waiting.content.decode()
    assert "HX-Refresh" not in waiting
    run_pending()
    done = client.get(f"/jobs/{job.pk}/progress/")
    assert done["HX-Refresh"] == "true"
    assert "hx-trigger" not in done.content.decode()


def test_the_operator_tries_a_parked_job_again(tree: OrgTree) -> None:
    owner, operator = (make_user(roles=[(role, tree.ningyang)]) for role in ("worker", "operator"))
    job = enqueue("test.refuse", by=owner)
    address = f"/jobs/{job.pk}/retry/"
    assert signed_in(operator).post(address, follow=True).status_code == 200
    assert not AuditEvent.objects.exists()
    run_pending()
    assert "表头没有找到。" in signed_in(owner).get(f"/jobs/{job.pk}/").content.decode()
    assert signed_in(owner).post(address).status_code == 404
    assert "重试" in signed_in(operator).get(f"/jobs/{job.pk}/").content.decode()
    assert signed_in(operator).post(address).status_code == 302
    job.refresh_from_db()
    assert job.state == JobState.WAITING
    assert AuditEvent.objects.get().verb == "job.retried"


def test_the_list_is_filtered(tree: OrgTree) -> None:
    client = signed_in(make_user(roles=[("operator", tree.city)]))
    make_job()
    enqueue("test.count", total=1)
    page = client.get("/jobs/?name=test.count").content.decode()
    assert page.count('data-label="任务"') == 1
