"""作战图工作簿: the projects of the board, and behind them every node with its light and reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tongpin.domains.work.enums import ProjectState, TaskArea
from tongpin.domains.work.selectors.wall import WallNode, WallProject
from tongpin.engines.documents.workbook import Cell, Sheet, SheetColumn, workbook_bytes
from tongpin.interfaces.wall.selectors import slack_words

PROJECTS = (
    SheetColumn("项目", width=36),
    SheetColumn("类别", width=8),
    SheetColumn("头号工程", width=10),
    SheetColumn("责任领导", width=12),
    SheetColumn("责任科室", width=20),
    SheetColumn("责任人", width=12),
    SheetColumn("开始日期", "date"),
    SheetColumn("完成时限", "date"),
    SheetColumn("最初时限", "date"),
    SheetColumn("任务数", "integer"),
    SheetColumn("已完成", "integer"),
    SheetColumn("灯", width=10),
    SheetColumn("理由", width=48),
    SheetColumn("余量", width=18),
)
NODES = (
    SheetColumn("项目", width=36),
    SheetColumn("编号", "code", width=8),
    SheetColumn("节点", width=36),
    SheetColumn("责任领导", width=12),
    SheetColumn("责任科室", width=20),
    SheetColumn("责任人", width=12),
    SheetColumn("完成时限", "date"),
    SheetColumn("最初时限", "date"),
    SheetColumn("办结日期", "date"),
    SheetColumn("完成进度", "integer"),
    SheetColumn("灯", width=10),
    SheetColumn("理由", width=48),
    SheetColumn("关键路线", width=10),
)


def wall_workbook(rows: Sequence[WallProject], *, title: str, note: str) -> bytes:
    """Two sheets: 项目 and 节点, with the same filter."""
    return workbook_bytes(
        [
            Sheet(name="项目", columns=PROJECTS, rows=[_project(row) for row in rows], title=title, note=note),
            Sheet(name="节点", columns=NODES, rows=list(_nodes(rows)), title=f"{title}节点", note=note),
        ]
    )


def _project(row: WallProject) -> Sequence[Cell]:
    return [
        row.title,
        TaskArea(row.area).label,
        "是" if row.is_number_one else "否",
        *_owners(row),
        row.starts_on,
        row.due_on,
        row.first_due_on,
        len(row.nodes),
        row.done,
        row.light[1],
        row.light[2],
        slack_words(row.slack, row.days_late) if row.state == ProjectState.RUNNING else "",
    ]


def _nodes(rows: Sequence[WallProject]) -> Iterator[Sequence[Cell]]:
    for row in rows:
        for node in row.nodes:
            days = (node.due_on, node.first_due_on, node.ended_on)
            critical = "是" if node.is_critical else "否"
            yield [row.title, node.number, node.title, *_owners(node), *days, node.share_done, node.light[1], node.light[2], critical]


def _owners(of: WallProject | WallNode) -> tuple[str, str, str]:
    return str(of.leader or ""), of.department.name if of.department else "", str(of.person or "")
