"""工作记录办理: one entry with its people, links and outcomes; planned, held, corrected, cancelled, withdrawn; each with its trail."""

from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tests.factories.access import make_user
from tests.factories.activities import VISIT, make_activity, make_kind
from tests.factories.enterprises import make_enterprise
from tests.factories.orgs import OrgTree, make_person, make_tree
from tongpin.engines.activities import selectors, services
from tongpin.engines.activities.models import RESTRICTED_TITLE, Activity, ActivityLink, AgendaItem, KindDefinition, Participation
from tongpin.engines.activities.services import Outsider
from tongpin.foundation.accounts.models import User
from tongpin.foundation.audit.models import AuditEvent
from tongpin.kernel import extensions
from tongpin.kernel.errors import Refused, StaleRecord
from tongpin.kernel.extensions import ChangeListener
from tongpin.kernel.occasions import OutcomeField
from tongpin.kernel.periods import OFFICE_ZONE
from tongpin.kernel.values import ValueType

TODAY = date(2024, 6, 3)
DAY = date(2024, 5, 20)

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> OrgTree:
    return make_tree()


@pytest.fixture
def clerk(tree: OrgTree) -> User:
    return make_user(roles=[("clerk", tree.ningyang)], display_name="王登记")


def record(tree: OrgTree, by: User, **values: Any) -> Activity:
    return services.record_activity(
        **{"org": tree.ningyang, "kind": VISIT, "title": "走访华阳机械", "day": DAY, "by": by, "today": TODAY, **values}
    )


def trail(verb: str) -> dict[str, Any]:
    event = AuditEvent.objects.filter(verb=verb).latest("seq")
    return {name: json.loads(getattr(event, f"{name}_text") or "{}") for name in ("before", "after", "detail")}


# --- recording ---------------------------------------------------------------------------------------------------------------
def test_a_visit_is_recorded_once_with_everything(tree: OrgTree, clerk: User) -> None:
    zhang, li, sun = (make_person(tree.ningyang, name) for name in ("张局", "李科", "孙工"))
    firm = make_enterprise(tree.ningyang, "华阳机械")
    visit = record(
        tree,
        clerk,
        place="华阳机械会议室",
        present=[zhang.pk, li.pk],
        absent={sun.pk: "出差"},
        outsiders=[Outsider("赵总", "华阳机械"), "钱工"],
        capacities={zhang.pk: "chair"},
        outcomes={"problems_raised": 3, "problems_solved": "2", "requests": "贷款"},
        links=[("serves", firm.reference()), ("follows", firm.reference())],
        agenda=[("听取情况", "企业介绍"), ("现场答复", "")],
    )
    assert (visit.kind_title, visit.area, visit.state) == ("走访企业", "business", "held")
    assert visit.outcomes == {"problems_raised": "3", "problems_solved": "2", "requests": "贷款"}
    assert [(p.name, p.capacity, p.is_present) for p in visit.participations.all()] == [
        ("张局", "chair", True),
        ("李科", "attendee", True),
        ("孙工", "attendee", False),
        ("赵总", "attendee", True),
        ("钱工", "attendee", True),
    ]
    assert [row.title for row in visit.agenda.all()] == ["听取情况", "现场答复"]
    assert selectors.activities_of(firm.reference()).count() == 1
    assert selectors.count_of(firm.reference(), date(2024, 1, 1), date(2025, 1, 1)) == 1
    kept = trail("activity.recorded")
    assert kept["detail"]["absentees"] == ["孙工"]
    assert kept["detail"]["present"] == 4
    assert "summary" not in kept["after"]


def test_the_day_follows_from_the_start(tree: OrgTree, clerk: User) -> None:
    start = datetime(2024, 5, 20, 23, 30, tzinfo=OFFICE_ZONE)
    assert record(tree, clerk, day=None, starts_at=start).day == DAY
    with pytest.raises(Refused, match="不在同一天"):
        record(tree, clerk, day=date(2024, 5, 21), starts_at=start)
    with pytest.raises(Refused, match="请填写日期"):
        record(tree, clerk, day=None)


def test_what_has_not_come_is_planned_not_recorded(tree: OrgTree, clerk: User) -> None:
    with pytest.raises(Refused, match="还没有到"):
        record(tree, clerk, day=date(2024, 6, 4))
    assert record(tree, clerk, day=TODAY).day == TODAY


def test_an_unknown_kind_is_refused(tree: OrgTree, clerk: User) -> None:
    with pytest.raises(Refused, match="种类"):
        record(tree, clerk, kind="nothing")


def test_the_roster_stands_in_for_everybody_but_the_absent(tree: OrgTree, clerk: User) -> None:
    kind = make_kind(tree.ningyang, "局务会", roster="org_people")
    here, away = make_person(tree.ningyang, "甲"), make_person(tree.ningyang, "乙")
    make_person(tree.ningyang, "丙", left_on=date(2024, 5, 1))
    make_person(tree.dongping, "丁")
    meeting = record(tree, clerk, kind=kind.key, absent={away.pk: "病假"}, outsiders=["专家"])
    assert {(p.name, p.is_due, p.is_present) for p in meeting.participations.all()} == {
        ("甲", True, True),
        ("乙", True, False),
        ("专家", False, True),
    }
    assert here.pk in {p.person_id for p in meeting.participations.all()}


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"absent": {"sun": ""}}, "缺席的原因"),
        ({"present": ["sun"], "absent": {"sun": "出差"}}, "同时登记"),
        ({"capacities": {"sun": "chair"}}, "没有登记参加情况"),
        ({"outsiders": ["赵总", "赵总"]}, "登记了两次"),
        ({"outsiders": [" "]}, "须填写姓名"),
        ({"present": [10**9]}, "不在人员名册"),
    ],
)
def test_attendance_that_cannot_be(tree: OrgTree, clerk: User, values: dict[str, Any], words: str) -> None:
    sun = make_person(tree.ningyang, "孙工").pk

    def real(value: Any) -> Any:
        if isinstance(value, dict):
            return {real(key): item for key, item in value.items()}
        return [real(one) for one in value] if isinstance(value, list) else sun if value == "sun" else value

    with pytest.raises(Refused, match=words):
        record(tree, clerk, **{name: real(value) for name, value in values.items()})
    assert not Activity.objects.exists()


# --- outcomes: by type -------------------------------------------------------------------------------------------------------
FIELDS = [
    OutcomeField(name="number", title="件数", type=ValueType.NUMBER, unit="件"),
    OutcomeField(name="flag", title="是否办结", type=ValueType.YES_NO),
    OutcomeField(name="on", title="办结日期", type=ValueType.DATE),
    OutcomeField(name="grade", title="等次", choices=("好", "较好")),
    OutcomeField(name="list", title="清单", type=ValueType.TEXTS),
]


@pytest.mark.parametrize(
    ("name", "given", "kept"),
    [
        ("number", "1,200.50", "1200.5"),
        ("number", 0, "0"),
        ("number", Decimal("0.10"), "0.1"),
        ("flag", False, False),
        ("on", date(2024, 2, 29), "2024-02-29"),
        ("on", "2024-02-29", "2024-02-29"),
        ("grade", "较好", "较好"),
        ("list", "一\n\n二 ", ["一", "二"]),
        ("list", ["一"], ["一"]),
    ],
)
def test_an_outcome_is_kept_by_its_type(tree: OrgTree, clerk: User, name: str, given: Any, kept: Any) -> None:
    kind = own_kind(tree, clerk)
    assert record(tree, clerk, kind=kind.key, outcomes={name: given}).outcomes == {name: kept}


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("number", "约3"),
        ("number", 1.5),
        ("number", "NaN"),
        ("number", "1e99"),
        ("number", -1),
        ("number", True),
        ("flag", "是"),
        ("on", "2024-02-30"),
        ("grade", "差"),
        ("other", "x"),
    ],
)
def test_an_outcome_of_another_type_is_refused(tree: OrgTree, clerk: User, name: str, given: Any) -> None:
    kind = own_kind(tree, clerk)
    with pytest.raises(Refused):
        record(tree, clerk, kind=kind.key, outcomes={name: given})


def test_what_is_required_is_required_of_what_was_held(tree: OrgTree, clerk: User) -> None:
    kind = own_kind(tree, clerk, OutcomeField(name="result", title="结果", required=True))
    plan = services.plan_activity(org=tree.ningyang, kind=kind.key, title="计划", day=date(2024, 6, 1), by=clerk, today=TODAY)
    with pytest.raises(Refused, match="请填写“结果”"):
        services.hold_activity(plan, by=clerk, today=TODAY, expected=1)
    done = services.hold_activity(Activity.objects.get(), by=clerk, today=TODAY, expected=1, outcomes={"result": "解决"})
    assert done.state == "held"


def own_kind(tree: OrgTree, by: User, *fields: OutcomeField) -> KindDefinition:
    return services.define_kind(
        org=tree.ningyang,
        title="现场办公",
        area="business",
        roster="",
        study_hours=False,
        basis="局党组会纪要",
        starts_on=date(2024, 1, 1),
        outcomes=fields or FIELDS,
        by=by,
    )


# --- the plan ----------------------------------------------------------------------------------------------------------------
def test_a_plan_counts_once_it_was_held(tree: OrgTree, clerk: User) -> None:
    plan = services.plan_activity(org=tree.ningyang, kind=VISIT, title="走访", day=date(2024, 6, 1), place="厂区", by=clerk, today=TODAY)
    year = (date(2024, 1, 1), date(2025, 1, 1))
    assert not selectors.count_by_kind([tree.ningyang.pk], *year)
    done = services.hold_activity(plan, by=clerk, today=TODAY, expected=1, day=date(2024, 6, 2), outcomes={"problems_raised": 1})
    assert (done.day, done.place, done.version) == (date(2024, 6, 2), "厂区", 2)
    assert selectors.count_by_kind([tree.ningyang.pk], *year) == {(VISIT, tree.ningyang.pk): 1}
    with pytest.raises(Refused, match="不能再按计划登记"):
        services.hold_activity(done, by=clerk, today=TODAY, expected=2)
    assert trail("activity.held")["before"]["state"] == "planned"


def test_a_plan_is_cancelled_with_its_reason(tree: OrgTree, clerk: User) -> None:
    plan = services.plan_activity(org=tree.ningyang, kind=VISIT, title="走访", day=date(2024, 6, 9), by=clerk, today=TODAY)
    with pytest.raises(Refused, match="原因"):
        services.cancel_activity(plan, by=clerk, expected=1, reason=" ")
    plan.refresh_from_db()
    assert services.cancel_activity(plan, by=clerk, expected=1, reason="企业停产").state == "cancelled"
    with pytest.raises(Refused, match="只有计划"):
        services.cancel_activity(plan, by=clerk, expected=2, reason="再次")


# --- correction and withdrawal -----------------------------------------------------------------------------------------------
def test_a_correction_changes_what_is_given_and_nothing_else(tree: OrgTree, clerk: User) -> None:
    zhang, sun = make_person(tree.ningyang, "张局"), make_person(tree.ningyang, "孙工")
    visit = record(tree, clerk, place="甲厂", present=[zhang.pk, sun.pk], outcomes={"problems_raised": 1})
    first = visit.participations.get(person=zhang)
    services.correct_activity(visit, by=clerk, today=TODAY, expected=1, present=[zhang.pk], absent={sun.pk: "病假"})
    visit.refresh_from_db()
    assert (visit.place, visit.outcomes, visit.version) == ("甲厂", {"problems_raised": "1"}, 2)
    assert visit.participations.get(person=zhang).pk == first.pk
    assert trail("activity.corrected")["detail"]["absentees"] == [[], ["孙工"]]


def test_nothing_is_written_where_nothing_differs(tree: OrgTree, clerk: User) -> None:
    sun = make_person(tree.ningyang, "孙工")
    visit = record(tree, clerk, present=[sun.pk], links=[("serves", sun.reference())])
    services.correct_activity(
        visit,
        by=clerk,
        today=TODAY,
        expected=1,
        title=visit.title,
        day=DAY,
        present=[sun.pk],
        links=[("serves", sun.reference())],
        agenda=[],
    )
    assert Activity.objects.get().version == 1
    assert not AuditEvent.objects.filter(verb="activity.corrected").exists()


def test_of_two_who_save_the_same_version_one_is_refused(tree: OrgTree, clerk: User) -> None:
    visit, sun = record(tree, clerk), make_person(tree.ningyang, "孙工")
    again = Activity.objects.get()
    services.correct_activity(visit, by=clerk, today=TODAY, expected=1, title="甲")
    with pytest.raises(StaleRecord):
        services.correct_activity(again, by=clerk, today=TODAY, expected=1, present=[sun.pk])
    assert not Participation.objects.exists()
    with pytest.raises(StaleRecord):
        services.withdraw_activity(Activity.objects.get(), by=clerk, expected=1, reason="重复")


def test_what_is_withdrawn_counts_nowhere_and_stays(tree: OrgTree, clerk: User) -> None:
    firm = make_enterprise(tree.ningyang, "华阳机械")
    visit = record(tree, clerk, links=[("serves", firm.reference())])
    services.withdraw_activity(visit, by=clerk, expected=1, reason="重复登记")
    year = (date(2024, 1, 1), date(2025, 1, 1))
    assert selectors.count_of(firm.reference(), *year) == 0
    assert not selectors.count_by_kind([tree.ningyang.pk], *year)
    assert Activity.objects.get().reason == "重复登记"
    with pytest.raises(Refused, match="已撤回"):
        services.correct_activity(visit, by=clerk, today=TODAY, expected=2, title="改")


def test_a_link_is_added_once(tree: OrgTree, clerk: User) -> None:
    visit, firm = record(tree, clerk), make_enterprise(tree.ningyang, "华阳机械")
    assert services.link_activity(visit, role="counts", to=firm.reference(), by=clerk)
    assert not services.link_activity(visit, role="counts", to=firm.reference(), by=clerk)
    assert ActivityLink.objects.count() == 1
    with pytest.raises(Refused, match="自身"):
        services.link_activity(visit, role="counts", to=visit.reference(), by=clerk)


def test_those_who_keep_figures_are_told(tree: OrgTree, clerk: User) -> None:
    told: list[tuple[int, frozenset[str]]] = []
    extensions.install("tests", [ChangeListener(changed=lambda org, kinds: told.append((org, kinds)))])
    try:
        firm = make_enterprise(tree.dongping, "东平机械")
        sun = make_person(tree.ningyang_office, "孙工")
        record(tree, clerk, present=[sun.pk], links=[("serves", firm.reference())])
    finally:
        extensions.install("tests", [])
    assert dict(told) == {
        tree.ningyang.pk: frozenset({"activity", f"activity.{VISIT}", "enterprise"}),
        tree.dongping.pk: frozenset({"activity", "enterprise"}),
        tree.ningyang_office.pk: frozenset({"activity"}),
    }


# --- 限知悉 ------------------------------------------------------------------------------------------------------------------
def test_a_restricted_activity_is_named_nowhere(tree: OrgTree, clerk: User) -> None:
    firm = make_enterprise(tree.ningyang, "华阳机械")
    secret = "绝密词"
    talk = record(
        tree, clerk, title=f"谈话{secret}", summary=secret, place=secret, outcomes={"requests": secret}, confidentiality="restricted"
    )
    services.correct_activity(talk, by=clerk, today=TODAY, expected=1, title=f"再谈{secret}", outcomes={"requests": f"{secret}二"})
    services.correct_activity(talk, by=clerk, today=TODAY, expected=2, links=[("serves", firm.reference())])
    services.withdraw_activity(talk, by=clerk, expected=3, reason=f"误记{secret}")
    assert talk.reference().title == RESTRICTED_TITLE
    kept = "".join(f"{e.subject_title}{e.before_text}{e.after_text}{e.detail_text}" for e in AuditEvent.objects.all())
    assert secret not in kept


def test_a_title_that_became_restricted_leaves_no_trace_in_that_event(tree: OrgTree, clerk: User) -> None:
    visit = record(tree, clerk, title="普通走访")
    services.correct_activity(visit, by=clerk, today=TODAY, expected=1, title="秘密标题", confidentiality="restricted")
    event = AuditEvent.objects.filter(verb="activity.corrected").get()
    assert "秘密标题" not in event.after_text + event.subject_title
    assert json.loads(event.after_text) == {"confidentiality": "restricted"}


def sees(user: User) -> set[str]:
    return set(selectors.visible_activities(user).values_list("title", flat=True))


def test_who_sees_what(tree: OrgTree, clerk: User) -> None:
    member = make_user(roles=[("party_member", tree.ningyang)])
    officer = make_user(roles=[("discipline_officer", tree.ningyang)])
    director = make_user(roles=[("director", tree.ningyang)])
    other = make_user(roles=[("clerk", tree.dongping)])
    talked = make_person(tree.ningyang, "谈话人", user=member)
    make_activity(tree.ningyang, title="公开", confidentiality="public")
    make_activity(tree.ningyang, title="内部")
    make_activity(tree.ningyang, title="内部参加", absent=[talked])
    make_activity(tree.ningyang, title="限", confidentiality="restricted")
    make_activity(tree.ningyang, title="限参加", confidentiality="restricted", present=[talked])
    make_activity(tree.ningyang, title="限缺席", confidentiality="restricted", absent=[talked])
    make_activity(tree.ningyang, title="限登记", confidentiality="restricted", recorded_by=clerk)
    assert sees(member) == {"公开", "内部参加", "限参加"}
    assert sees(director) == {"公开", "内部", "内部参加"}
    assert sees(clerk) == {"公开", "内部", "内部参加", "限登记"}
    assert sees(officer) == {"公开", "内部", "内部参加", "限", "限参加", "限缺席", "限登记"}
    assert sees(other) == set()


# --- kinds as data -----------------------------------------------------------------------------------------------------------
def test_a_bureau_adds_a_kind_for_itself_and_below(tree: OrgTree, clerk: User) -> None:
    kind = own_kind(tree, clerk)
    assert kind.key in {one.key for one in selectors.kinds_for(tree.ningyang_office, DAY)}
    assert kind.key not in {one.key for one in selectors.kinds_for(tree.dongping, DAY)}
    assert kind.key not in {one.key for one in selectors.kinds_for(tree.ningyang, date(2023, 12, 31))}
    held = record(tree, clerk, kind=kind.key, outcomes={"number": 2})
    services.end_kind(kind, by=clerk, expected=1, on=date(2024, 6, 1))
    assert kind.key not in {one.key for one in selectors.kinds_for(tree.ningyang, date(2024, 6, 1))}
    corrected = services.correct_activity(held, by=clerk, today=TODAY, expected=1, outcomes={"number": 3})
    assert corrected.outcomes == {"number": "3"}
    with pytest.raises(Refused, match="已经停用"):
        services.end_kind(KindDefinition.objects.get(), by=clerk, expected=2, on=TODAY)


def test_a_field_in_use_keeps_its_type(tree: OrgTree, clerk: User) -> None:
    kind = own_kind(tree, clerk)
    values = {name: getattr(kind, name) for name in ("title", "area", "roster", "study_hours", "basis", "starts_on")}
    text = [OutcomeField(name="number", title="件数")]
    services.change_kind(kind, by=clerk, expected=1, outcomes=FIELDS, **values)
    record(tree, clerk, kind=kind.key, outcomes={"number": 2})
    with pytest.raises(Refused, match="已有登记"):
        services.change_kind(kind, by=clerk, expected=kind.version, outcomes=text, **values)


@pytest.mark.parametrize(
    "fields",
    [
        [OutcomeField(name="a", title="甲"), OutcomeField(name="a", title="乙")],
        [OutcomeField(name="甲", title="甲")],
        [OutcomeField(name="a", title=" ")],
    ],
)
def test_fields_of_a_kind_have_names_of_their_own(tree: OrgTree, clerk: User, fields: list[OutcomeField]) -> None:
    with pytest.raises(Refused):
        own_kind(tree, clerk, *fields)


# --- what the tables promise -------------------------------------------------------------------------------------------------
def at(hour: int) -> datetime:
    return datetime(2024, 5, 20, hour, tzinfo=OFFICE_ZONE)


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("activity_ends_after_start", {"starts_at": at(10), "ends_at": at(9)}),
        ("activity_end_has_start", {"ends_at": at(9)}),
        ("activity_hours_positive", {"hours": Decimal(0)}),
        ("activity_ended_with_reason", {"state": "withdrawn"}),
        ("activity_ended_with_reason", {"reason": "无"}),
        ("activity_once_from_a_source", {"source_key": "k"}),
    ],
)
def test_the_table_of_activities_keeps_its_promises(tree: OrgTree, constraint: str, values: dict[str, Any]) -> None:
    make_activity(tree.ningyang, source_key="k")
    row = Activity(org=tree.ningyang, kind=VISIT, kind_title="走访企业", area="business", title="走访", day=DAY, **values)
    assert_refused(row, constraint)


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("participation_person_once", {"person": "sun"}),
        ("participation_outsider_once", {"name": "外人"}),
        ("participation_absent_with_reason", {"name": "乙", "is_present": False}),
        ("participation_absent_with_reason", {"name": "乙", "reason": "出差"}),
        ("participation_vote_of_those_due", {"name": "乙", "may_vote": True}),
    ],
)
def test_the_table_of_participations_keeps_its_promises(tree: OrgTree, constraint: str, values: dict[str, Any]) -> None:
    sun = make_person(tree.ningyang, "孙工")
    activity = make_activity(tree.ningyang, present=[sun])
    Participation.objects.create(activity=activity, name="外人")
    given = {"name": "孙工", **values, **({"person": sun} if values.get("person") else {})}
    assert_refused(Participation(activity=activity, **given), constraint)


def test_links_agenda_and_kinds_keep_their_promises(tree: OrgTree) -> None:
    firm = make_enterprise(tree.ningyang, "华阳机械")
    activity = make_activity(tree.ningyang, links=[firm.reference()])
    AgendaItem.objects.create(activity=activity, position=1, title="议题")
    assert_refused(AgendaItem(activity=activity, position=1, title="另一议题"), "agenda_position_once")
    link = {"record_kind": "enterprise", "record_pk": firm.pk, "record_title": firm.name}
    assert_refused(ActivityLink(activity=activity, role="serves", **link), "activity_link_once")
    make_kind(tree.ningyang, "联学")
    base = {"org": tree.ningyang, "area": "party", "basis": "纪要", "starts_on": DAY}
    assert_refused(KindDefinition(title="联学", **base), "activity_kind_title_once")
    assert_refused(KindDefinition(title="共学", ends_on=date(2024, 1, 1), **base), "activity_kind_dates")


def assert_refused(row: Any, constraint: str) -> None:
    message = next(c.violation_error_message for c in row._meta.constraints if c.name == constraint)
    with pytest.raises(ValidationError) as error:
        row.full_clean()
    assert message in str(error.value)
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()
