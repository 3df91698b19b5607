"""工作台: what each person finds there, and what they say about the pages."""

import pytest
from django.urls import reverse

from tests.factories.access import make_user, three_persons
from tongpin.interfaces.desk import services
from tongpin.interfaces.desk.models import Feedback
from tongpin.kernel.errors import Refused, StaleRecord

pytestmark = pytest.mark.django_db


@pytest.fixture
def persons():
    return three_persons()


@pytest.fixture
def administrator(persons):
    return make_user(roles=[("system_admin", persons.tree.city)])


@pytest.mark.parametrize("name", ["desk:home", "desk:todo", "desk:todo_count", "desk:search", "desk:feedback_list"])
def test_everybody_with_a_role_reaches_their_desk(client, persons, administrator, name):
    for person in (persons.editor, persons.viewer, administrator):
        client.force_login(person)
        assert client.get(reverse(name)).status_code == 200


def test_somebody_without_a_role_finds_nothing(client):
    client.force_login(make_user())
    assert client.get(reverse("desk:home")).status_code == 404


def test_the_count_equals_the_list(client, persons, administrator):
    services.send_feedback(org=persons.org, page="/", text="表格太宽", by=persons.viewer)
    client.force_login(administrator)
    listed = client.get(reverse("desk:todo")).context["todo"]
    assert [t.title for t in listed] == ["答复意见：表格太宽"]
    assert client.get(reverse("desk:todo_count")).context["count"] == len(listed)


def test_search_finds_only_what_the_person_may_see(client, persons):
    client.force_login(persons.viewer)
    assert client.get(reverse("desk:search"), {"q": "不存在的企业"}).context["results"] == []


def test_feedback_is_answered_and_its_author_sees_the_answer(client, persons, administrator):
    client.force_login(persons.viewer)
    client.post(reverse("desk:feedback"), {"page": "/enterprises/", "text": "希望增加筛选"})
    sent = Feedback.objects.get()
    client.force_login(administrator)
    client.post(reverse("desk:answer_feedback", args=[sent.pk]), {"answer": "已列入计划", "version": sent.version})
    client.force_login(persons.viewer)
    assert "已列入计划" in client.get(reverse("desk:feedback_record", args=[sent.pk])).content.decode()
    client.force_login(persons.stranger)
    assert client.get(reverse("desk:feedback_record", args=[sent.pk])).status_code == 404
    assert client.get(reverse("desk:answer_feedback", args=[sent.pk])).status_code == 404


def test_empty_feedback_is_refused(persons):
    with pytest.raises(Refused) as refused:
        services.send_feedback(org=persons.org, page="/", text="  ", by=persons.viewer)
    assert refused.value.field == "text"


def test_a_stale_answer_is_refused(persons, administrator):
    sent = services.send_feedback(org=persons.org, page="/", text="字太小", by=persons.viewer)
    services.answer_feedback(Feedback.objects.get(), answer="已调整", version=sent.version, by=administrator)
    with pytest.raises(StaleRecord):
        services.answer_feedback(Feedback.objects.get(), answer="不调整", version=sent.version, by=administrator)
    assert Feedback.objects.get().answer == "已调整"
