"""演示干部培养: young people sent out to learn, mentors, one appointment under way, and what a Party committee keeps of its year."""

from __future__ import annotations

from datetime import date, timedelta

from tongpin.demo.party.department import Department
from tongpin.domains.membership.services import (
    begin_mentorship,
    begin_posting,
    enter_committee_work,
    enter_secretary_report,
    open_appointment,
    publish_dues,
    record_appointment_step,
)
from tongpin.foundation.accounts.models import User
from tongpin.kernel.dates import plus_months


def fill_cadres(made: Department, *, by: User, today: date) -> None:
    """青年干部、选拔任用和年度工作."""
    _postings(made, by=by, today=today)
    _appointment(made, by=by, today=today)
    _yearly(made, by=by, today=today)


def _postings(made: Department, *, by: User, today: date) -> None:
    rows = (
        ("ZB05", 5, "secondment", "enterprise", "江岭云启智能装备有限公司", "协助建立研发准备金制度", 10, 2),
        ("ZB06", 4, "stationed", "village", "临江县青石村", "推广山地果园水肥一体化", 6, 18),
        ("ZB08", 5, "task_force", "county", "高新区新型工业化专班", "跟进三项重点成果转化", 3, 9),
    )
    for code, place, kind, place_kind, where, task, begun, left in rows:
        people = made.branches[code].people
        begin_posting(
            org=made.orgs["ST"],
            person=people[place],
            by=by,
            age_band="to_35",
            kind=kind,
            place_kind=place_kind,
            place=where,
            enterprise=None,
            task=task,
            mentor=people[0],
            goals="每季度形成一份工作小结\n办成一件实事",
            basis=f"江科人〔{today.year}〕6号",
            starts_on=plus_months(today, -begun),
            ends_on=plus_months(today, left),
        )
    begin_mentorship(
        org=made.orgs["ST"],
        mentor=made.branches["ZB02"].people[0],
        mentee=made.branches["ZB02"].people[5],
        by=by,
        today=today,
        agreement="政策研究方法\n每季度共同完成一篇调研报告",
        signed_on=plus_months(today, -5),
        starts_on=plus_months(today, -5),
        ends_on=plus_months(today, 19),
    )


def _appointment(made: Department, *, by: User, today: date) -> None:
    began = today - timedelta(days=50)
    case = open_appointment(
        org=made.orgs["ST"],
        person=made.branches["ZB04"].people[2],
        post="基础研究处副处长",
        former_post="基础研究处一级主任科员",
        began_on=began,
        takes_office_on=today + timedelta(days=20),
        by=by,
        today=today,
    )
    for number, days in ((1, 0), (2, 6), (3, 15)):
        record_appointment_step(case, number=number, on=began + timedelta(days=days), conclusion="passed", by=by, today=today)
        case.refresh_from_db()


def _yearly(made: Department, *, by: User, today: date) -> None:
    last = today.year - 1
    for code in ("ZB01", "ZB02", "ZB05"):
        number = len(made.branches[code].people)
        publish_dues(
            org=made.org(code),
            by=by,
            today=today,
            year=last,
            part="year",
            published_on=date(last, 12, 28),
            place="党员大会",
            payers_due=number,
            payers_paid=number,
        )
        enter_secretary_report(
            org=made.org(code),
            person=made.branches[code].secretary,
            by=by,
            today=today,
            year=last,
            due_on=None,
            reported_on=date(last, 12, 20),
            told_members_on=date(last, 12, 26),
            grade="good" if code != "ZB02" else "fairly_good",
            feedback_on=None,
            rectification_items=None,
        )
    for kind, title, covers in (("training", f"{last}年党员集中轮训", False), ("report", f"{last}年机关党建工作报告", True)):
        enter_committee_work(org=made.org("JW"), by=by, today=today, kind=kind, on=date(last, 11, 20), title=title, covers_education=covers)
