"""演示台账: talks, suggestions, agreements, documents and one person on the way into the Party."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from tongpin.demo.party.department import Department
from tongpin.demo.party.gatherings import hold_theme_day
from tongpin.domains.membership.services.development import note_review, open_case, put_up_notice, receive_material, record_step
from tongpin.domains.orglife.selectors.plans import workday_near
from tongpin.domains.orglife.services.agreements import sign_co_building
from tongpin.domains.orglife.services.library import add_duty, enter_document, issue_version
from tongpin.domains.orglife.services.suggestions import answer_suggestion, enter_suggestion
from tongpin.domains.orglife.services.talks import enter_talk
from tongpin.domains.work.services.tasks import assign_from
from tongpin.engines.activities.services import link_activity
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.services import add_person, appoint
from tongpin.kernel.dates import plus_months

CAMPAIGN = "假如我是厅长"


def fill_registers(made: Department, *, by: User, today: date) -> None:
    """台账 of the year beside the meetings."""
    _talks(made, by=by, today=today)
    _suggestions(made, by=by, today=today)
    _agreements(made, by=by, today=today)
    _library(made, by=by, today=today)
    _development(made, by=by, today=today)


def _talks(made: Department, *, by: User, today: date) -> None:
    """谈心谈话 in two branches, and one talk before taking up a post; what was said is nobody's business."""
    for code in ("ZB05", "ZB10"):
        people = made.branches[code].people
        committee = people[:4]
        pairs = [(a, b) for place, a in enumerate(committee) for b in committee[place + 1 :]]
        pairs += [(committee[place % 4], one) for place, one in enumerate(people[4:-1])]
        for place, (talker, talked_to) in enumerate(pairs):
            on = today - timedelta(days=20 + 6 * place)
            if on.year >= today.year - 1:
                enter_talk(org=made.org(code), by=by, today=today, on=on, kind="heart", talker=talker, talked_to=talked_to, officer=None)
    officer = made.branches["ZB10"].people[3]
    on = today - timedelta(days=34)
    talked_to = made.branches["ZB08"].people[2]
    enter_talk(org=made.org("JW"), by=by, today=today, on=on, kind="before_post", talker=officer, talked_to=talked_to, officer=None)


def _suggestions(made: Department, *, by: User, today: date) -> None:
    rows = (
        ("ZB05", 5, 46, "企业技术需求清单按月向全厅公布", "adopted", "采纳，由成果转化与区域创新处按月整理公布。"),
        ("ZB12", 1, 40, "科技统计数据一次采集、多处使用", "partly", "部分采纳，先在三张报表试行。"),
        ("ZB07", 2, 33, "评审会场配备同步转写", "explained", "现有设备已能满足需要，暂不增加。"),
        ("ZB06", 3, 12, "科技特派员下乡时间同农时衔接", "", ""),
    )
    for code, place, days, title, answer, text in rows:
        on = today - timedelta(days=days)
        one = enter_suggestion(
            org=made.org(code),
            by=by,
            today=today,
            campaign=CAMPAIGN,
            author=made.branches[code].people[place],
            on=on,
            title=title,
            text="",
            answer_due_on=on + timedelta(days=30),
        )
        if not answer:
            continue
        answered = on + timedelta(days=14)
        one = answer_suggestion(one, by=by, today=today, expected=one.version, answer=answer, answer_text=text, answered_on=answered)
        if answer == "adopted":
            assign_from(
                org=made.orgs["ST"],
                title=f"落实建议：{title}",
                source=one.reference(),
                leader=made.leaders[2],
                department=made.orgs["ST-CG"],
                person=made.branches["ZB08"].secretary,
                due_on=today + timedelta(days=20),
                by=by,
                today=today,
            )


def _agreements(made: Department, *, by: User, today: date) -> None:
    """共建协议; under one of them a theme day was held together at a firm."""
    rows = (
        ("ZB05", "江岭云启智能装备有限公司党支部", "江岭云启智能装备有限公司"),
        ("ZB06", "临江县科学技术局机关党支部", "临江县科学技术局"),
        ("ZB08", "江岭理工大学科研处党支部", "江岭理工大学"),
        ("ZB15", "江岭高新区管委会第二党支部", "江岭高新区管理委员会"),
    )
    signed = max(date(today.year - 1, 9, 20), date(2019, 9, 20))
    agreements = {}
    for code, partner, unit in rows:
        agreements[code] = sign_co_building(
            org=made.org(code),
            by=by,
            today=today,
            partner=partner,
            partner_unit=unit,
            signed_on=signed,
            valid_until=date(signed.year + 3, 9, 19),
            content="联学联建，资源共享，共同服务企业创新。",
        )
    day = workday_near(today.replace(day=1) - timedelta(days=20))
    if day.year != today.year:
        return
    branch = made.branches["ZB05"]
    record = hold_theme_day(
        branch.org,
        "联学共建：走进云启智能装备",
        day,
        chair=branch.secretary,
        recorder=branch.recorder,
        by=by,
        today=today,
        place="江岭云启智能装备有限公司",
        enterprise="江岭云启智能装备有限公司",
        is_science=True,
        observers=["企业党支部党员代表"],
        summary="参观生产线，共同学习，现场收集技术需求。",
        follow_up="三项技术需求交高新技术处对接。",
    )
    link_activity(record.activity, role="counts", to=agreements["ZB05"].reference(), by=by)


def _library(made: Department, *, by: User, today: date) -> None:
    rows = (
        ("江岭省科学技术厅党组工作规则", "regulation", "厅党组", "党组会一般每月召开两次", "厅党组"),
        ("江岭省科学技术厅“三会一课”制度", "regulation", "机关党委", "党支部每月相对固定一天开展主题党日", "各党支部"),
    )
    for place, (title, kind, issuer, duty, bearer) in enumerate(rows, 1):
        document = enter_document(
            org=made.orgs["ST"], by=by, title=title, number=f"江科党〔{today.year - 1}〕{place}号", kind=kind, issued_by=issuer
        )
        version = issue_version(
            document,
            by=by,
            label="现行版",
            in_force_on=date(today.year - 1, 3, 1),
            text=f"{duty}。",
            changes="",
            read_by=today + timedelta(days=15),
        )
        add_duty(version, by=by, article="第五条", text=duty, bearer=bearer, rhythm="每月")


def _development(made: Department, *, by: User, today: date) -> None:
    """发展党员: somebody who applied two years ago, now a candidate under examination."""
    branch, home = made.branches["ZB05"], made.orgs["ST-GX"]
    person = add_person(name="程以宁", org=home, by=by)
    appoint(person=person, org=home, title="四级主任科员", starts_on=plus_months(today, -40), by=by)
    case = open_case(
        org=branch.org,
        person=person,
        by=by,
        today=today,
        gender="female",
        born_on=date(today.year - 28, 4, 6),
        unit="江岭省科学技术厅高新技术处",
        accepts_programme=True,
        applied_to_own_unit=True,
        leaves_unit_on=None,
        moved_in_on=None,
        months_before=None,
        file_received=False,
    )
    applied = plus_months(today, -24)
    decided = plus_months(applied, 6)
    studied = plus_months(decided, 15)

    def step(number: int, on: date, **values: Any) -> None:
        record_step(case, number=number, on=on, by=by, today=today, **values)

    step(1, applied, second_on=applied)
    step(2, applied + timedelta(days=16))
    step(3, decided, body="支委会", recommended_by="党员推荐")
    step(4, decided + timedelta(days=7), body="基层党委")
    step(5, decided + timedelta(days=7), guides=branch.people[1:3])
    step(6, decided + timedelta(days=8))
    receive_material(case, number=1, title="入党申请书", received_on=applied, by=by, today=today)
    for months in (6, 12):
        note_review(case, kind="review", on=plus_months(decided, months), note="按期考察", by=by, today=today)
    note_review(case, kind="education", on=plus_months(decided, 4), note="参加支部学习和志愿服务", by=by, today=today)
    step(7, studied, body="支委会", heard=["党小组", "培养联系人", "党员", "群众"])
    agreed = studied + timedelta(days=12)
    shown = agreed + timedelta(days=2)
    put_up_notice(case, kind="object", starts_on=shown, ends_on=None, place="厅公示栏", contact="机关党委办公室", by=by)
    step(8, agreed, body="基层党委", second_on=agreed + timedelta(days=18))
