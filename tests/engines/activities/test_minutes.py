"""会议记录拆分: the styles in which offices keep minutes, as a table; then a bound year, uploaded, looked at, recorded once."""

from __future__ import annotations

import io
import zipfile
from datetime import date, time
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.factories.access import make_user
from tests.factories.activities import VISIT, make_activity, make_kind, minutes_docx
from tests.factories.orgs import OrgTree, make_person, make_tree
from tongpin.engines.activities.minutes.splitting import agenda_of, agenda_text, split
from tongpin.engines.activities.minutes.words import chinese_number, count_in, day_in, due_and_present, names_in, times_in
from tongpin.engines.activities.models import Activity, MinutesBook
from tongpin.engines.documents.lines import lines_of
from tongpin.foundation.files.models import Attachment, StoredFile
from tongpin.kernel.errors import Refused


# --- words -------------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2023年3月5日", date(2023, 3, 5)),
        ("２０２３年３月５日", date(2023, 3, 5)),
        ("2023 年 3 月 5 日（星期日）下午", date(2023, 3, 5)),
        ("2023-03-05", date(2023, 3, 5)),
        ("2023.3.5", date(2023, 3, 5)),
        ("2023/3/5", date(2023, 3, 5)),
        ("二〇二三年三月十五日", date(2023, 3, 15)),
        ("二○二四年二月二十九日", date(2024, 2, 29)),
        ("2023年2月29日", None),
        ("3月5日", None),
        ("第20次", None),
    ],
)
def test_days(text: str, day: date | None) -> None:
    assert day_in(text) == (day, False)


def test_a_day_without_its_year_takes_the_books() -> None:
    assert day_in("3月5日下午", year=2023) == (date(2023, 3, 5), True)


@pytest.mark.parametrize(("text", "number"), [("三", 3), ("十", 10), ("十二", 12), ("二十", 20), ("三十一", 31), ("", 0)])
def test_chinese_numbers(text: str, number: int) -> None:
    assert chinese_number(text) == number


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("2023年3月5日下午3:00—4:30", (time(15), time(16, 30))),
        ("上午9时半", (time(9, 30), None)),
        ("9：00-11：20", (time(9), time(11, 20))),
        ("下午2点至5点", (time(14), time(17))),
        ("14时30分", (time(14, 30), None)),
        ("上午10:00至9:00", (time(10), None)),
        ("全天", (None, None)),
        ("25:00", (None, None)),
    ],
)
def test_times(text: str, times: tuple[time | None, time | None]) -> None:
    assert times_in(text) == times


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("王建国、李 敏、张伟", ["王建国", "李敏", "张伟"]),
        ("王建国，李　敏；张伟", ["王建国", "李敏", "张伟"]),
        ("王建国 张伟 赵磊", ["王建国", "张伟", "赵磊"]),
        ("王建国同志、张伟局长", ["王建国", "张伟"]),
        ("王建国、张伟等12人", ["王建国", "张伟"]),
        ("阿不都·热西提、张伟", ["阿不都·热西提", "张伟"]),
        ("全体党员", []),
        ("应到12人", []),
        ("", []),
    ],
)
def test_names(text: str, names: list[str]) -> None:
    assert [name for name, _ in names_in(text)] == names


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("应到12人，实到11人", (12, 11, "")),
        ("应到党员12名，实到党员11名，缺席：吴刚（出差）", (12, 11, "缺席：吴刚（出差）")),
        ("应到 12 实到 11 缺席：吴刚", (12, 11, "缺席：吴刚")),
        ("应到会：１２人　实到会：１１人。", (12, 11, "")),
        ("应到12人", None),
        ("本次会议应到12人，实到11人，符合规定", None),
    ],
)
def test_counts_of_those_due_and_present(text: str, counted: tuple[int, int, str] | None) -> None:
    assert due_and_present(text) == counted


@pytest.mark.parametrize(
    ("text", "count"), [("12人", 12), ("共１２名", 12), ("12", 12), ("李敏、吴刚", None), ("12人（含列席）", None), ("", None)]
)
def test_a_value_that_is_a_count(text: str, count: int | None) -> None:
    assert count_in(text) == count


def test_names_with_what_is_said_of_them() -> None:
    assert names_in("吴刚（出差，下周回）、郑洁（病假）") == [("吴刚", "出差，下周回"), ("郑洁", "病假")]


# --- agendas -----------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("lines", "agenda"),
    [
        (["一、学习文件。", "全文。", "二、研究工作"], [("学习文件", "全文。"), ("研究工作", "")]),
        (["议题一：学习", "（一）原文", "议题二：研究"], [("学习", "（一）原文"), ("研究", "")]),
        (["第一议题：学习", "一、原文"], [("学习", "一、原文")]),
        (["（一）学习", "（二）研究"], [("学习", ""), ("研究", "")]),
        (["1.学习", "2、研究", "1.5万元"], [("学习", ""), ("研究", "1.5万元")]),
        (["没有标题的内容"], []),
        (["一、" + "学" * 70 + "。" + "后面的话。"], [("学" * 70, "后面的话。")]),
    ],
)
def test_agendas(lines: list[str], agenda: list[tuple[str, str]]) -> None:
    assert agenda_of(lines) == agenda


def test_an_agenda_survives_its_own_text() -> None:
    items = [("学习文件", "全文。\n第二段"), ("研究工作", "")]
    assert agenda_of(agenda_text(items).splitlines()) == items


# --- meetings: several office styles -----------------------------------------------------------------------------------------
LABELLED = [
    "支部党员大会会议记录",
    "时间：2023年3月15日下午3:00",
    "地点：三楼会议室",
    "主持：王建国",
    "记录：李敏",
    "出席：王建国、李敏",
    "一、学习",
]
ONE_LINE = ["支委会会议记录", "时间：2023年3月15日　地点：小会议室　主持人：王建国　记录人：李敏", "参会人员：王建国、李敏", "议题一：研究"]
NAMED = ["会议名称：党小组会", "会议时间：2023-03-15", "会议地点：办公室", "主持人：王建国", "参加人员：王建国 李敏", "会议内容：学习"]
DATE_BELOW = ["党组会议纪要", "（2023年3月15日）", "出席人员：王建国、李敏", "列席：赵磊", "会议研究了有关事项。"]
SPACED = ["主题党日活动记录", "时　间：二〇二三年三月十五日", "地　点：华阳机械", "主 持：王建国", "出 席：王建国、李敏", "1.参观"]
WRAPPED = ["支部党员大会会议记录", "时间：2023年3月15日", "出席人员：王建国、李敏", "张伟、赵磊", "缺席人员：吴刚（出差）", "一、学习"]


@pytest.mark.parametrize(
    ("lines", "place", "chair", "present"),
    [
        (LABELLED, "三楼会议室", ["王建国"], ["王建国", "李敏"]),
        (ONE_LINE, "小会议室", ["王建国"], ["王建国", "李敏"]),
        (NAMED, "办公室", ["王建国"], ["王建国", "李敏"]),
        (DATE_BELOW, "", [], ["王建国", "李敏"]),
        (SPACED, "华阳机械", ["王建国"], ["王建国", "李敏"]),
        (WRAPPED, "", [], ["王建国", "李敏", "张伟", "赵磊"]),
    ],
)
def test_one_meeting_in_several_styles(lines: list[str], place: str, chair: list[str], present: list[str]) -> None:
    book = split(lines)
    assert len(book.meetings) == 1
    meeting = book.meetings[0]
    assert (meeting.day, meeting.place, meeting.chair, meeting.present) == (date(2023, 3, 15), place, chair, present)


def test_a_bound_book_is_split_and_nothing_is_dropped() -> None:
    cover = ["××局机关党支部", "2023年度会议记录", "目录"]
    lines = [*cover, *LABELLED, *ONE_LINE, *NAMED, *DATE_BELOW, *SPACED, *WRAPPED]
    book = split(lines)
    assert [meeting.title for meeting in book.meetings] == [
        "支部党员大会会议记录",
        "支委会会议记录",
        "党小组会",
        "党组会议纪要",
        "主题党日活动记录",
        "支部党员大会会议记录",
    ]
    assert [*book.loose, *(line for meeting in book.meetings for line in meeting.lines)] == lines
    assert len({meeting.digest for meeting in book.meetings}) == 6


def test_a_title_without_its_day_and_a_plain_title_begin_a_meeting_of_their_own() -> None:
    head = ["地点：三楼会议室", "主持人：张三　　记录人：李四", "一、学习", "二、召开支部委员会会议"]
    lines = [
        "支部委员会会议",
        "时间：2025年4月8日",
        *head,
        "党课",
        "时间：2025年5月20日",
        *head,
        "支部委员会会议",
        *head,
        "主题党日活动",
        *head,
    ]
    book = split(lines)
    assert [(one.title, one.day) for one in book.meetings] == [
        ("支部委员会会议", date(2025, 4, 8)),
        ("党课", date(2025, 5, 20)),
        ("支部委员会会议", None),
        ("主题党日活动", None),
    ]
    assert all(len(one.agenda) == 2 for one in book.meetings)


@pytest.mark.parametrize(
    ("value", "everybody", "in_part"),
    [
        ("全体党员", True, ""),
        ("张三、李四等全体党员", True, ""),
        ("支部全体委员", True, ""),
        ("张三、李四、有关科室负责人", False, "张三、李四、有关科室负责人"),
        ("张三、李四", False, ""),
    ],
)
def test_whether_all_came(value: str, everybody: bool, in_part: str) -> None:
    (meeting,) = split(["支部党员大会", "时间：2025年3月12日", f"参加人员：{value}", "一、学习"]).meetings
    assert (meeting.everybody, meeting.in_part) == (everybody, in_part)


def test_a_signature_at_the_end_names_who_recorded() -> None:
    (meeting,) = split(["支委会会议记录", "时间：2023年3月15日", "一、学习", "记录人：李敏"]).meetings
    assert meeting.recorder == ["李敏"]


def test_what_was_not_understood_stays_in_the_text() -> None:
    (meeting,) = split(["支委会会议记录", "时间：三月某日", "出席：全体党员", "一、学习"]).meetings
    assert meeting.day is None
    assert "三月某日" in meeting.text and "全体党员" in meeting.text


@pytest.mark.parametrize("lines", [[], ["一份没有会议的文件", "内容"], ["年度会议记录本"]])
def test_what_holds_no_meeting(lines: list[str]) -> None:
    book = split(lines)
    assert not book.meetings and list(book.loose) == lines


# --- documents ---------------------------------------------------------------------------------------------------------------
def test_tables_are_read_as_labels_and_values() -> None:
    content = minutes_docx(
        ["支委会会议记录"], table=[("时间", "2023年3月15日", "地点", "会议室"), ("出席", "王建国、李敏"), ("很长的一段讨论内容在这里",)]
    )
    lines = lines_of(content, name="a.docx")
    assert lines[:4] == ["支委会会议记录", "时间：2023年3月15日", "地点：会议室", "出席：王建国、李敏"]
    assert "很长的一段讨论内容在这里" in lines


def bomb() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(6):
            archive.writestr(f"word/media/{number}.bin", b"0" * (40 * 1024 * 1024))
    return held.getvalue()


@pytest.mark.parametrize("make", [lambda: b"", lambda: b"not a zip", lambda: b"PK\x03\x04broken", bomb])
def test_what_is_no_document_is_refused(make: Any) -> None:
    with pytest.raises(Refused):
        lines_of(make(), name="a.docx")


# --- a bound year ------------------------------------------------------------------------------------------------------------
@pytest.fixture
def tree() -> OrgTree:
    return make_tree()


@pytest.fixture
def client(tree: OrgTree, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setenv("TONGPIN_TODAY", "2024-06-03")
    client = Client()
    client.force_login(make_user(roles=[("clerk", tree.ningyang)]))
    return client


YEAR = [
    "宁阳县科学技术局",
    "2023年度会议记录本",
    *("局务会会议记录", "时间：2023年1月9日上午9:00—10:30", "地点：会议室", "主持：王建国", "记录：李敏", "出席：王建国、李敏、外来专家"),
    *("缺席：吴刚（出差）", "一、第一议题：学习。", "传达了全文。", "二、研究年度工作"),
    *("走访企业记录", "时间：2月14日", "地点：华阳机械", "主持：王建国", "参加人员：王建国、李敏", "了解情况。"),
    *("局务会会议记录", "地点：会议室", "时间：日期不详", "出席：王建国", "一、学习"),
    *("局务会会议记录", "时间：2023年4月3日", "主持：王建国", "一、学习"),
    *("局务会会议记录", "时间：2023年5月8日", "出席：王建国、张伟", "一、学习"),
    *("局务会会议记录", "时间：2023年6月5日", "出席：王建国、李敏", "一、学习"),
    *("局务会会议记录", "时间：2025年6月5日", "出席：王建国、李敏", "一、学习"),
]


def upload(client: Client, tree: OrgTree, kind: str, content: bytes = b"") -> MinutesBook:
    file = SimpleUploadedFile("2023年会议记录.docx", content or minutes_docx(YEAR))
    answer = client.post(reverse("activities:book_new"), {"file": file, "organiser": tree.ningyang.pk, "kind": kind})
    assert answer.status_code == 302, answer.context["form"].errors
    return MinutesBook.objects.get()


@pytest.mark.django_db
def test_a_bound_year_is_looked_at_and_recorded_once(client: Client, tree: OrgTree) -> None:
    for name in ("王建国", "李敏", "吴刚"):
        make_person(tree.ningyang, name)
    make_person(tree.ningyang, "张伟")
    make_person(tree.ningyang_office, "张伟")
    kind = make_kind(tree.ningyang, "局务会")
    make_activity(tree.ningyang, kind=kind.key, kind_title="局务会", day=date(2023, 6, 5), title="已有")
    content = minutes_docx(YEAR)
    book = upload(client, tree, VISIT, content)
    page = client.get(reverse("activities:book", args=[book.pk]))
    rows = page.context["rows"]
    assert [(row.number, row.kind.title, row.is_ticked, row.can_be_recorded) for row in rows] == [
        (1, "局务会", True, True),
        (2, "走访企业", True, True),
        (3, "局务会", False, False),
        (4, "局务会", False, True),
        (5, "局务会", False, True),
        (6, "局务会", False, True),
        (7, "局务会", False, False),
    ]
    words = ["没有读出日期", "没有读出出席人员", "有几位同名", "当日已有同类记录", "还没有到", "按 2023 年", "外来专家"]
    assert all(one in page.content.decode() for one in words)
    assert list(page.context["loose"]) == YEAR[:2]

    picks = {"pick": ["1", "2", "3"]}  # the third cannot be recorded, whoever asks for it
    for _ in range(2):
        client.post(reverse("activities:book", args=[book.pk]), picks)
    recorded = Activity.objects.exclude(title="已有").order_by("day")
    assert [(one.title, one.day, one.kind_title) for one in recorded] == [
        ("局务会会议记录", date(2023, 1, 9), "局务会"),
        ("走访企业记录", date(2023, 2, 14), "走访企业"),
    ]
    first = recorded[0]
    assert [(p.name, p.capacity, p.is_present, p.reason, p.person_id is not None) for p in first.participations.order_by("pk")] == [
        ("王建国", "chair", True, "", True),
        ("李敏", "recorder", True, "", True),
        ("吴刚", "attendee", False, "出差", True),
        ("外来专家", "attendee", True, "", False),
    ]
    assert [row.title for row in first.agenda.all()] == ["第一议题：学习", "研究年度工作"]
    assert Attachment.objects.filter(record_kind="activity", purpose="会议记录原件").count() == 2
    assert StoredFile.objects.count() == 1

    again = upload(client, tree, VISIT, content)
    assert again.pk == book.pk
    assert [row.known is not None for row in client.get(reverse("activities:book", args=[book.pk])).context["rows"]][:3] == [
        True,
        True,
        False,
    ]


BY_EXCEPTION = [
    *("局务会会议记录", "时间：2023年1月9日", "主持：王建国", "应到4人，实到3人", "缺席：吴刚（出差）", "一、学习"),
    *("局务会会议记录", "时间：2023年2月6日", "主持：王建国", "应到：4人　实到：4人　缺席：无", "一、学习"),
    *("局务会会议记录", "时间：2023年3月6日", "主持：王建国", "应到 4 实到 2 缺席：吴刚", "一、学习"),
    *("局务会会议记录", "时间：2023年4月3日", "主持：外来领导", "应到5人，实到4人", "缺席：吴刚", "一、学习"),
]


@pytest.mark.django_db
def test_who_came_follows_from_the_roster_where_only_the_absent_are_named(client: Client, tree: OrgTree) -> None:
    for name in ("王建国", "李敏", "吴刚", "赵静"):
        make_person(tree.ningyang, name)
    kind = make_kind(tree.ningyang, "局务会", roster="org_people")
    book = upload(client, tree, kind.key, minutes_docx(BY_EXCEPTION))
    page = client.get(reverse("activities:book", args=[book.pk]))
    rows = page.context["rows"]
    assert [(row.is_ticked, row.is_by_exception) for row in rows] == [(True, True), (True, True), (False, False), (False, False)]
    assert "应到名册除缺席外 3 人" in page.content.decode() and "应到名册除缺席外 4 人" in page.content.decode()
    assert "记录写应到 4 人、实到 2 人，写明缺席 1 人，应到名册 4 人，对不上" in page.content.decode()
    client.post(reverse("activities:book", args=[book.pk]), {"pick": ["1", "2"]})
    first, second = Activity.objects.order_by("day")
    came = lambda one: {p.name: (p.capacity, p.reason) for p in one.participations.all()}  # noqa: E731
    assert came(first) == {
        "王建国": ("chair", ""),
        "李敏": ("attendee", ""),
        "吴刚": ("attendee", "出差"),
        "赵静": ("attendee", ""),
    }
    assert len(came(second)) == 4
    assert not any(reason for _, reason in came(second).values())


@pytest.mark.django_db
def test_minutes_that_say_all_came_follow_the_roster(client: Client, tree: OrgTree) -> None:
    for name in ("王建国", "李敏", "吴刚"):
        make_person(tree.ningyang, name)
    kind = make_kind(tree.ningyang, "局务会", roster="org_people")
    head = ["时间：2023年1月9日", "主持：王建国", "参加人员：王建国等全体人员", "缺席：吴刚（出差）", "一、学习"]
    partly = ["时间：2023年2月9日", "主持：王建国", "参加人员：李敏、有关科室负责人", "一、学习"]
    book = upload(client, tree, kind.key, minutes_docx(["局务会会议记录", *head, "局务会会议记录", *partly]))
    page = client.get(reverse("activities:book", args=[book.pk]))
    whole, part = page.context["rows"]
    assert (whole.is_ticked, whole.is_by_exception, whole.rest) == (True, True, 2)
    assert not part.is_ticked and "出席人员没有全部读出" in page.content.decode()
    client.post(reverse("activities:book", args=[book.pk]), {"pick": ["1"]})
    there = Activity.objects.get().participations.order_by("pk").values_list("name", "is_present", "reason")
    assert sorted(there) == [("吴刚", False, "出差"), ("李敏", True, ""), ("王建国", True, "")]


@pytest.mark.django_db
def test_another_county_neither_sees_nor_records_a_book(client: Client, tree: OrgTree) -> None:
    book = upload(client, tree, VISIT)
    stranger = Client()
    stranger.force_login(make_user(roles=[("clerk", tree.dongping)]))
    assert stranger.get(reverse("activities:book", args=[book.pk])).status_code == 404
    viewer = Client()
    viewer.force_login(make_user(roles=[("viewer", tree.ningyang)]))
    assert viewer.get(reverse("activities:book", args=[book.pk])).status_code == 404
    answer = client.post(
        reverse("activities:book_new"),
        {"file": SimpleUploadedFile("a.docx", minutes_docx(YEAR)), "organiser": tree.dongping.pk, "kind": VISIT},
    )
    assert answer.status_code == 200 and answer.context["form"].errors["organiser"]


@pytest.mark.django_db
def test_a_file_that_is_no_document_is_refused_at_its_field(client: Client, tree: OrgTree) -> None:
    file = SimpleUploadedFile("a.docx", b"PK\x03\x04broken")
    answer = client.post(reverse("activities:book_new"), {"file": file, "organiser": tree.ningyang.pk, "kind": VISIT})
    assert "不是可读的 Word 文档" in str(answer.context["form"].errors["file"])
