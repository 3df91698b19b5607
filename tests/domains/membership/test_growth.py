"""挂职锻炼和导师帮带: agreed, corrected, reviewed by people; shown to whom they concern, in the calendar and on pages."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client, RequestFactory
from django.urls import reverse

from tests.factories.access import ThreePersons, make_user, three_persons
from tests.factories.cadres import GOALS, make_mentorship, make_posting
from tests.factories.enterprises import make_enterprise
from tests.factories.membership import make_member
from tests.factories.orgs import make_person
from tongpin.domains.membership import services
from tongpin.domains.membership.cadres import calendar_entries, reviews_due
from tongpin.foundation.access.doors import look_as
from tongpin.foundation.audit.models import AuditEvent
from tongpin.foundation.orgs.models import Organisation
from tongpin.foundation.orgs.records import check
from tongpin.kernel.errors import Refused, StaleRecord

TODAY = date(2024, 2, 15)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_that_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TONGPIN_TODAY", TODAY.isoformat())


@pytest.fixture
def persons() -> ThreePersons:
    return three_persons(editor_role="party_clerk", viewer_role="director")


@pytest.fixture
def bureau(persons: ThreePersons) -> Organisation:
    return persons.tree.ningyang


WRONG: list[tuple[str, dict[str, Any]]] = [
    ("约定结束日期须晚于", {"ends_on": date(2023, 3, 1)}),
    ("实际结束日期须晚于", {"ended_on": date(2023, 3, 1), "reviewed_on": date(2023, 3, 1), "result": "reached"}),
    ("须一并填写", {"ended_on": date(2024, 2, 1)}),
    ("才填对应企业", {"place_kind": "village", "enterprise": True}),
    ("带教人不能是本人", {"mentor": True}),
]


@pytest.mark.parametrize(("said", "values"), WRONG)
def test_the_database_refuses_a_posting(bureau: Organisation, said: str, values: dict[str, Any]) -> None:
    person = make_person(bureau)
    meant = {"enterprise": make_enterprise(bureau), "mentor": person}
    values = {name: meant[name] if value is True else value for name, value in values.items()}
    with pytest.raises(IntegrityError), transaction.atomic():
        make_posting(bureau, person=person, **values)
    record = make_posting(bureau, person=person)
    for name, value in values.items():
        setattr(record, name, value)
    with pytest.raises(Refused, match=said):
        check(record)


WRONG_PAIRS: list[tuple[str, dict[str, Any]]] = [
    ("约定结束日期须晚于", {"ends_on": date(2023, 3, 1)}),
    ("结束的须填实际结束日期和评议结论", {"ended_on": date(2024, 1, 1)}),
    ("结束的须填实际结束日期和评议结论", {"result": "reached"}),
]


@pytest.mark.parametrize(("said", "values"), WRONG_PAIRS)
def test_the_database_refuses_a_pair(bureau: Organisation, said: str, values: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make_mentorship(bureau, **values)
    record = make_mentorship(bureau)
    for name, value in values.items():
        setattr(record, name, value)
    with pytest.raises(Refused, match=said):
        check(record)


def test_a_pair_is_two_people_and_stands_once(bureau: Organisation) -> None:
    one, other = make_person(bureau), make_person(bureau)
    for mentor, mentee in ((one, one), (one, other)):
        if mentor is not mentee:
            make_mentorship(bureau, mentor=mentor, mentee=mentee)
        with pytest.raises(IntegrityError), transaction.atomic():
            make_mentorship(bureau, mentor=mentor, mentee=mentee)


def test_a_posting_from_agreement_to_review(persons: ThreePersons, bureau: Organisation) -> None:
    person, mentor = make_person(bureau, "李青"), make_person(bureau, "赵导")
    words = {
        "age_band": "to_35",
        "kind": "secondment",
        "place_kind": "county",
        "place": "东平县科技局",
        "enterprise": None,
        "task": "筹建科创平台",
        "mentor": mentor,
        "goals": GOALS,
        "basis": "宁科发〔2023〕2号",
        "starts_on": date(2023, 3, 1),
        "ends_on": date(2024, 3, 1),
    }
    posting = services.begin_posting(org=bureau, person=person, by=persons.editor, **words)
    assert str(posting) == "李青赴东平县科技局挂职锻炼"
    with pytest.raises(Refused, match="还没有结束"):
        services.begin_posting(org=bureau, person=person, by=persons.editor, **words)
    outsider = make_person(persons.tree.dongping)
    with pytest.raises(Refused, match="不是本单位人员"):
        services.begin_posting(org=bureau, person=outsider, by=persons.editor, **words)
    stale = posting.version
    posting = services.correct_posting(posting, by=persons.editor, expected=stale, **{**words, "ends_on": date(2024, 2, 10)})
    with pytest.raises(StaleRecord):
        services.correct_posting(posting, by=persons.editor, expected=stale, **{**words, "task": "另有任务"})
    posting.refresh_from_db()
    review = {"reviewed_on": TODAY, "results": "平台已挂牌", "result": "reached"}
    with pytest.raises(Refused, match="还没有到"):
        services.review_posting(posting, by=persons.editor, today=TODAY, expected=2, ended_on=date(2024, 2, 16), **review)
    done = services.review_posting(posting, by=persons.editor, today=TODAY, expected=2, ended_on=date(2024, 2, 10), **review)
    with pytest.raises(Refused, match="不必重复办理"):
        services.review_posting(done, by=persons.editor, today=TODAY, expected=3, ended_on=TODAY, **review)
    verbs = list(AuditEvent.objects.filter(verb__startswith="posting.").order_by("pk").values_list("verb", flat=True))
    assert verbs == ["posting.begun", "posting.corrected", "posting.reviewed"]


def test_a_pair_from_signing_to_its_results(persons: ThreePersons, bureau: Organisation) -> None:
    mentor, mentee = make_person(bureau, "钱导"), make_person(bureau, "孙新")
    words = {"agreement": "每季一个专题", "signed_on": date(2023, 3, 1), "starts_on": date(2023, 3, 1), "ends_on": date(2024, 3, 1)}
    with pytest.raises(Refused, match="还没有到"):
        late = {**words, "signed_on": date(2024, 3, 1)}
        services.begin_mentorship(org=bureau, mentor=mentor, mentee=mentee, by=persons.editor, today=TODAY, **late)
    pair = services.begin_mentorship(org=bureau, mentor=mentor, mentee=mentee, by=persons.editor, today=TODAY, **words)
    pair = services.correct_mentorship(pair, by=persons.editor, today=TODAY, expected=1, **{**words, "agreement": "每月一个专题"})
    ended = services.end_mentorship(pair, by=persons.editor, today=TODAY, expected=2, ended_on=TODAY, results="独立办结", result="reached")
    with pytest.raises(Refused, match="不必重复办理"):
        services.end_mentorship(ended, by=persons.editor, today=TODAY, expected=3, ended_on=TODAY, results="再次", result="reached")


def test_what_comes_to_its_end_is_in_the_calendar_of_whom_it_concerns(persons: ThreePersons, bureau: Organisation) -> None:
    user = make_user(roles=[("party_member", bureau)])
    person = make_person(bureau, "李青")
    person.user = user
    person.save()
    make_posting(bureau, person=person, ends_on=date(2024, 2, 29))
    make_posting(bureau, person=make_person(bureau, "旁人"), place="别处", ends_on=date(2024, 2, 20))
    make_mentorship(bureau, mentee=person, mentor=make_person(bureau, "钱导"), ends_on=date(2024, 2, 28))

    def seen(viewer: Any) -> list[str]:
        request = look_as(RequestFactory().get("/"), viewer)
        return sorted(entry.title for entry in calendar_entries(request, date(2024, 2, 1), date(2024, 3, 1)))

    assert seen(user) == ["导师帮带到期：钱导帮带李青", "挂职锻炼到期：李青赴宁阳县恒信机械有限公司挂职锻炼"]
    assert len(seen(persons.viewer)) == 3
    assert seen(persons.stranger) == []
    todo = reviews_due(look_as(RequestFactory().get("/"), persons.editor))
    assert [t.reason for t in todo] == ["2024-02-20到期，请安排评议。", "2024-02-29到期，请安排评议。", "2024-02-28到期，请安排评议。"]
    assert reviews_due(look_as(RequestFactory().get("/"), persons.viewer)) == []


def test_pages_with_three_persons(persons: ThreePersons, bureau: Organisation, client: Client) -> None:
    firm = make_enterprise(bureau)
    member = make_member(persons.tree.ningyang_branch, person=make_person(bureau, "李青"))
    posting = make_posting(bureau, person=member.person, enterprise=firm, mentor=make_person(bureau, "赵导"))
    pair = make_mentorship(bureau, mentee=member.person, mentor=make_person(bureau, "钱导"))
    addresses = [reverse("membership:posting", args=[posting.pk]), reverse("membership:mentorship", args=[pair.pk])]
    for viewer, status in ((persons.editor, 200), (persons.viewer, 200), (persons.stranger, 404)):
        client.force_login(viewer)
        assert [client.get(address).status_code for address in addresses] == [status, status]
    client.force_login(persons.editor)
    for address in (reverse("membership:member", args=[member.pk]), reverse("orgs:person", args=[member.person_id])):
        page = client.get(address).content.decode()
        assert "协助申报高新技术企业" in page and "钱导" in page
    client.force_login(persons.viewer)
    assert "李青" in client.get(reverse("enterprises:enterprise", args=[firm.pk])).content.decode()
    client.force_login(persons.editor)
    review = {"version": 1, "ended_on": "2024-02-10", "reviewed_on": "2024-02-15", "results": "高企已申报", "result": "reached"}
    answer = client.post(reverse("membership:posting_review", args=[posting.pk]), review)
    assert answer.status_code == 302
    posting.refresh_from_db()
    assert (posting.result, posting.version) == ("reached", 2)
    client.force_login(persons.viewer)
    assert client.post(reverse("membership:posting_edit", args=[posting.pk]), {}).status_code == 404
