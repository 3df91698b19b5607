"""作战图的画法: what stands where, what is told of it, how many sheets there are, and that no text becomes markup."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from datetime import date

import pytest

from tongpin.interfaces.wall.drawing.board import A0, A3, PAGE, SCREEN, WIDE_SCREEN, Board, Count, Head, Mark, Row, Sheet
from tongpin.interfaces.wall.drawing.gantt import Bar, Gantt
from tongpin.interfaces.wall.drawing.svg import COLOURS, SHAPES, fitted, text_width

START, END, TODAY = date(2026, 1, 1), date(2027, 1, 1), date(2026, 7, 1)
HEAD = Head(
    title="挂图作战",
    subtitle="截至 2026-07-01",
    data_time="数据时间 2026-07-01 09:00",
    counts=[Count("红灯", 1, "red", "/wall/?light=red")],
)
SVG = "{http://www.w3.org/2000/svg}"


def row(title: str = "争创省级高新区", marks: tuple[Mark, ...] = ()) -> Row:
    return Row(
        title=title,
        url="/wall/projects/1/",
        colour="red",
        word="逾期",
        reason="应于2026-06-20完成，已逾期7个工作日。",
        owners="周正平 · 高新技术科 · 王思远",
        slack="已晚3个工作日",
        done="完成 3/8",
        span=(date(2026, 2, 1), date(2026, 11, 30)),
        marks=marks,
    )


def drawn(rows: list[Row], sheet: Sheet = PAGE) -> list[ET.Element]:
    return [ET.fromstring(svg) for svg in Board(sheet, HEAD, START, END, TODAY).drawings(rows)]


def texts(picture: ET.Element) -> list[str]:
    return [t.text or "" for t in picture.iter(f"{SVG}text")]


def test_a_row_shows_light_in_words_reason_owners_and_slack() -> None:
    (picture,) = drawn([row()])
    shown = texts(picture)
    assert {"争创省级高新区", "周正平 · 高新技术科", "王思远", "完成 3/8", "已晚3个工作日", "今天 7月1日"} <= set(shown)
    assert any(t.startswith("逾期 应于2026-06-20完成") for t in shown)
    assert [t for t in shown if t.endswith("月")] == [f"{n}月" for n in range(1, 13)]


def test_nodes_stand_on_their_days_and_tell_what_they_are() -> None:
    marks = tuple(Mark(date(2026, month, 1), "red", "考察", f"{month}月考察", f"/work/tasks/{month}/") for month in (3, 9))
    (picture,) = drawn([row(marks=marks)])
    links = [a for a in picture.iter(f"{SVG}a") if "/work/tasks/" in a.get("href", "")]
    assert [a.find(f"{SVG}title").text for a in links] == ["3月考察", "9月考察"]  # type: ignore[union-attr]
    places = [float((a.find(f"{SVG}polygon").get("points") or "").split(",")[0]) for a in links]  # type: ignore[union-attr]
    assert places[0] < places[1]


def test_a_node_outside_the_period_is_left_out() -> None:
    (picture,) = drawn([row(marks=(Mark(date(2027, 1, 1), "grey", "明年", "明年的节点", "/t/"),))])
    assert "明年的节点" not in ET.tostring(picture, encoding="unicode")


@pytest.mark.parametrize("sheet", [SCREEN, WIDE_SCREEN, A3, A0])
def test_sheets_of_a_fixed_size_take_what_they_have_room_for(sheet: Sheet) -> None:
    pictures = drawn([row()] * (sheet.room + 1), sheet)
    assert len(pictures) == 2
    assert {p.get("viewBox") for p in pictures} == {f"0 0 {sheet.width:g} {sheet.height:g}"}
    assert "第 2 页，共 2 页" in texts(pictures[1])


def test_the_head_opens_what_it_counts_and_says_when_the_data_were_read() -> None:
    (picture,) = drawn([], SCREEN)
    assert "数据时间 2026-07-01 09:00" in texts(picture)
    assert any(a.get("href") == "/wall/?light=red" for a in picture.iter(f"{SVG}a"))


def test_text_is_never_markup() -> None:
    (picture,) = drawn([row(title='<script>x</script>"&')])
    assert picture.find(f".//{SVG}script") is None
    assert '<script>x</script>"&' in texts(picture)


def test_every_light_has_a_shape_of_its_own() -> None:
    assert set(SHAPES) == set(COLOURS)
    assert len(set(SHAPES.values())) == len(SHAPES)


def test_a_long_text_is_cut_to_its_room() -> None:
    cut = fitted("关于争创省级高新技术产业开发区的实施方案", 10, 80)
    assert cut.endswith("…")
    assert text_width(cut, 10) <= 80
    assert fitted("短", 10, 80) == "短"


def bars() -> list[Bar]:
    first = Bar(1, "1 编制方案", "王思远", date(2026, 3, 2), date(2026, 3, 31), "green", "已完成", 100, False, False, "")
    second = Bar(
        2,
        "2 现场考察",
        "李文静",
        date(2026, 4, 1),
        date(2026, 5, 29),
        "red",
        "逾期",
        40,
        True,
        True,
        "没有余量",
        first_end=date(2026, 4, 30),
        after=(1,),
        url="/work/tasks/2/",
    )
    return [first, second]


def test_a_gantt_chart_shows_bars_links_progress_and_the_first_deadline() -> None:
    chart = Gantt(bars(), title="争创省级高新区", subtitle="责任人 王思远", deadline=date(2026, 12, 20), today=TODAY)
    picture = ET.fromstring(chart.drawing())
    assert {"1 编制方案", "2 现场考察", "没有余量", "时限 2026-12-20", "今天 2026-07-01"} <= set(texts(picture))
    assert len([p for p in picture.iter(f"{SVG}path") if p.get("class") == "w-link"]) == 1
    assert "2026-04-01至2026-05-29，逾期，完成40%，没有余量" in ET.tostring(picture, encoding="unicode")
    widths = [float(r.get("width", 0)) for r in picture.iter(f"{SVG}rect") if r.get("class") == "w-done"]
    assert widths[0] > widths[1] > 0


def test_a_plan_of_many_years_keeps_its_months_readable() -> None:
    long = [Bar(1, "1 建设", "", date(2022, 1, 1), date(2031, 12, 31), "grey", "按期", 10, False, False, "")]
    picture = ET.fromstring(Gantt(long, title="规划", subtitle="", deadline=date(2031, 12, 31), today=TODAY).drawing())
    assert len([t for t in texts(picture) if t.endswith("月") and len(t) <= 3]) <= 25
