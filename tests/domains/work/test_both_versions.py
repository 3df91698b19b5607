"""同时修改: the second save is refused and shows both versions of each field; what only the other changed is kept."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.access import three_persons
from tests.factories.work import make_task
from tongpin.domains.work.services.tasks import correct_task

pytestmark = pytest.mark.django_db


def test_the_second_save_sees_both_versions_and_loses_neither(client: Client) -> None:
    persons = three_persons()
    task = make_task(persons.org, title="原来的名称", requirement="原来的要求")
    page = reverse("work:task_edit", args=[task.pk])
    client.force_login(persons.editor)
    form = client.get(page).context["form"]
    assert form.opened and f'name="opened" value="{form.opened[:1]}' in client.get(page).content.decode()
    owners = {"leader": task.leader, "department": task.department, "person": task.person}
    correct_task(task, by=persons.viewer, expected=1, title="对方的名称", area="business", requirement="对方的要求", **owners)
    sent = {"version": "1", "opened": form.opened, "title": "我的名称", "area": "business", "requirement": "原来的要求"}
    sent |= {name: str(one.pk) for name, one in owners.items() if one is not None}
    shown = client.post(page, sent)
    text = shown.content.decode()
    assert "已被他人修改" in text and "我的名称" in text and "对方的名称" in text and "宁阳查看员（" in text
    task.refresh_from_db()
    assert (task.title, task.version) == ("对方的名称", 2)
    conflicts = {c.label: c.is_taken for c in shown.context["form"].conflicts}
    assert conflicts == {"任务": False, "工作要求": True}
    again = shown.context["form"]
    assert again["requirement"].value() == "对方的要求" and again["version"].value() == "2"
    client.post(page, {**sent, "version": "2", "opened": again.opened, "requirement": "对方的要求"})
    task.refresh_from_db()
    assert (task.title, task.requirement, task.version) == ("我的名称", "对方的要求", 3)
