"""文书: every paper opened again; what is not known says 待补, what is restricted is not told."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime

import docx
import openpyxl
import pytest

from tests.factories.access import make_user
from tests.factories.orglife import (
    TODAY,
    make_item,
    make_meeting,
    make_members,
    make_opinion,
    make_rectification,
    make_theme_day,
    make_vote,
)
from tests.factories.orgs import OrgTree, make_tree
from tongpin.domains.orglife.enums import MeetingKind
from tongpin.domains.orglife.models import Meeting
from tongpin.domains.orglife.papers.meeting_papers import minutes, notice, sign_in_sheet, tally_sheet
from tongpin.domains.orglife.papers.pack import inspection_pack
from tongpin.domains.orglife.selectors.completeness import missed_duties
from tongpin.domains.orglife.selectors.meetings import held_in
from tongpin.domains.orglife.selectors.theme_days import theme_days_held
from tongpin.engines.duties.models import Finding
from tongpin.foundation.accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> OrgTree:
    return make_tree()


@pytest.fixture
def clerk(tree: OrgTree) -> User:
    return make_user(roles=[("party_clerk", tree.ningyang)])


@pytest.fixture
def meeting(tree: OrgTree, clerk: User) -> Meeting:
    people = make_members(tree.ningyang_leaders)
    return make_meeting(
        tree.ningyang_leaders,
        by=clerk,
        title="第5次党组会",
        chair=people[0].pk,
        recorder=people[1].pk,
        absent={people[6].pk: "出差"},
        observers=["办公室主任"],
    )


def words(content: bytes) -> str:
    document = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


def test_minutes_say_who_came_what_was_said_and_decided(meeting: Meeting) -> None:
    people = [row.person for row in meeting.activity.participations.filter(person__isnull=False)]
    item = make_item(
        meeting, title="平台建设", topic="project", discussion="情况汇报", decision="同意建设", follow_up_due=date(2023, 12, 31)
    )
    make_opinion(item, people[2], text="建议分步实施")
    make_vote(item, subject="平台建设方案")
    make_rectification(meeting)
    text = words(minutes(meeting, totals=True))
    for expected in (
        "第5次党组会会议记录",
        "7 人",
        "6 人",
        "（出差）",
        "列席：办公室主任",
        "会议决定：同意建设",
        "同意，建议分步实施",
        "赞成 7 票，通过",
        "整改清单",
    ):
        assert expected in text, expected
    assert "2023年11月20日" in text


def test_what_is_not_known_is_left_open(tree: OrgTree, clerk: User) -> None:
    bare = make_meeting(tree.ningyang_leaders, by=clerk, place="")
    text = words(minutes(bare, totals=True))
    assert "地点：待补" in text
    assert "主持人：待补" in text
    assert "应到：待补" in text


def test_a_sign_in_sheet_lists_everybody_due_with_room_to_sign(meeting: Meeting) -> None:
    table = docx.Document(io.BytesIO(sign_in_sheet(meeting))).tables[0]
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[0] == ["序号", "姓名", "身份", "签名", "备注"]
    assert len(rows) == 1 + 7 + 1
    assert [row for row in rows if row[4] == "缺席：出差"]
    assert rows[-1][1:3] == ["办公室主任", "列席"]


def test_a_tally_tells_totals_only_to_those_who_may_see_them(meeting: Meeting) -> None:
    item = make_item(meeting, topic="personnel", title="任免")
    vote = make_vote(item, subject="任免事项", is_restricted=True, yes=5, no=2, counters="监票人甲")
    told, hidden = words(tally_sheet(item, [vote], totals=True)), words(tally_sheet(item, [vote], totals=False))
    assert "监票人甲" in told
    assert "赞成 5 票" in told
    assert "票数仅限指定人员查看。结果：通过。" in hidden
    assert "5" not in hidden.replace("第5次", "")
    assert "赞成 5 票" not in words(minutes(meeting, totals=False))


def test_a_notice_names_day_place_and_agenda() -> None:
    content = notice(
        org_name="机关党支部",
        title="第一季度党员大会",
        kind_title="支部党员大会",
        day=date(2024, 3, 25),
        at=None,
        place="",
        agenda=["学习"],
        who="各位党员",
        dated=date(2024, 3, 20),
    )
    text = words(content)
    for expected in ("关于召开第一季度党员大会的通知", "各位党员：", "2024年3月25日", "（待定）", "1. 学习。", "2024年3月20日"):
        assert expected in text


def test_a_pack_holds_every_paper_and_says_what_is_missing(tree: OrgTree, clerk: User, meeting: Meeting) -> None:
    org = tree.ningyang_leaders
    make_vote(make_item(meeting, topic="other", title="评优", discussion="讨论", decision="同意"))
    make_theme_day(org, by=clerk, title="重温誓词", place="")
    make_meeting(org, by=clerk, kind=MeetingKind.CENTRE_GROUP, day=date(2024, 1, 2))
    since, until = date(2023, 1, 1), date(2023, 12, 31)
    pack = inspection_pack(
        org, list(held_in(org, since, until)), list(theme_days_held(org, since, until)), period_title="2023年", today=TODAY
    )
    with zipfile.ZipFile(io.BytesIO(pack.content)) as archive:
        names = archive.namelist()
        assert {"目录.docx", "目录.xlsx"} <= set(names)
        assert len([name for name in names if name.startswith("党组会/2023-11-20 第5次党组会")]) == 3
        assert not [name for name in names if "2024" in name]
        for name in names:
            if name.endswith(".docx"):
                assert words(archive.read(name))
        listed = words(archive.read("目录.docx"))
        sheet = openpyxl.load_workbook(io.BytesIO(archive.read("目录.xlsx"))).active
    assert "待补：第一项议题不是第一议题" in listed
    assert "待补：没有地点" in listed
    assert sheet is not None
    assert any("重温誓词" in str(cell.value) for row in sheet.iter_rows() for cell in row)


def test_an_empty_period_says_so(tree: OrgTree) -> None:
    pack = inspection_pack(tree.ningyang_branch, [], [], period_title="2023年", today=TODAY)
    with zipfile.ZipFile(io.BytesIO(pack.content)) as archive:
        assert "没有组织生活记录，待补" in words(archive.read("目录.docx"))


def test_what_was_due_and_never_entered_stands_in_the_contents(tree: OrgTree) -> None:
    branch = tree.ningyang_branch
    usual = {
        "org": branch,
        "rule_key": "party.life",
        "rule_code": "LIFE-01",
        "rule_title": "党员大会每季度召开",
        "subject_kind": "branch",
        "subject_pk": branch.pk,
        "due_on": date(2023, 6, 30),
        "state": "overdue",
        "outcome": "not_met",
        "word": "逾期",
        "reason": "本季度没有召开党员大会。",
        "as_of": TODAY,
        "found_at": datetime(2024, 1, 15, 9, tzinfo=UTC),
    }
    later = {"rule_key": "party.later", "due_on": date(2024, 3, 31), "reason": "不在期间内。"}
    of_somebody = {"rule_key": "party.dues", "subject_kind": "member", "is_personal": True, "reason": "张三没有交纳党费。"}
    Finding.objects.bulk_create([Finding(**{**usual, **other}) for other in ({}, later, of_somebody)])
    missed = missed_duties(branch, date(2023, 1, 1), date(2023, 12, 31))
    assert [(one.title, one.reason) for one in missed] == [("党员大会每季度召开", "本季度没有召开党员大会。")]
    pack = inspection_pack(branch, [], [], period_title="2023年", today=TODAY, missed=missed)
    with zipfile.ZipFile(io.BytesIO(pack.content)) as archive:
        text = words(archive.read("目录.docx"))
    assert "待补：本季度没有召开党员大会" in text and "张三" not in text
