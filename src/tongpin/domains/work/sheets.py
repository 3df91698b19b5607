"""项目任务导入表: tasks of projects in draft, with owners by name and predecessors as they are written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tongpin.domains.work.calculations.predecessors import Before, read_predecessors, written
from tongpin.domains.work.enums import ProjectState, TaskState
from tongpin.domains.work.models import Project, Task, TaskLink
from tongpin.domains.work.permissions import Permission
from tongpin.domains.work.schedule import Circle, Link, LinkKind, PlannedTask
from tongpin.domains.work.schedule.network import network_of
from tongpin.domains.work.selectors.people import Named, named
from tongpin.domains.work.services.nodes import elsewhere
from tongpin.engines.ledgers.selectors import FEW, Key, Row
from tongpin.engines.ledgers.services import Changes, Findings
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.errors import Refused
from tongpin.kernel.extensions import ColumnType, ImportColumn, ImportSheet

_LONGEST_TITLE = 200
_OWNERS = (("leader", "责任领导"), ("department", "责任科室"), ("person", "责任人"))


@dataclass
class _Standing:
    """现有任务 of one project, with how they wait for each other."""

    project: Project
    tasks: dict[str, Task]
    links: dict[str, list[Before]]


def current_nodes(org: Organisation, keys: Sequence[Key] | None) -> Mapping[Key, Row]:
    """现存任务 of projects in draft, as the sheet would give them."""
    titles = None if keys is None else {str(key[0]) for key in keys}
    wanted = None if keys is None else set(keys)
    names = named(org)
    found: dict[Key, Row] = {}
    for standing in _standing(org, titles).values():
        for number, task in standing.tasks.items():
            key = (standing.project.title, number)
            if wanted is None or key in wanted:
                found[key] = {
                    "project": standing.project.title,
                    "number": number,
                    "title": task.title,
                    "workdays": task.workdays,
                    "predecessors": written(standing.links.get(number, [])) or None,
                    "leader": names.written(task.leader) or None,
                    "department": task.department.shown_name if task.department else None,
                    "person": names.written(task.person) or None,
                    "is_node": "yes" if task.is_node else "no",
                }
    return found


def check_nodes(org: Organisation, rows: Sequence[Row]) -> Findings:
    """核对任务: owners that exist, projects in draft, predecessors that stand in the same project, no circle."""
    found: Findings = {}
    names = named(org)
    standing = _standing(org, {str(row["project"]) for row in rows})
    places: dict[str, dict[str, int]] = defaultdict(dict)
    for index, row in enumerate(rows):
        places[row["project"]][row["number"]] = index
        _check_row(found, index, row, standing, names, org)
    for title, numbers in places.items():
        if title in standing:
            _check_order(found, rows, numbers, standing[title])
    return found


def _check_row(found: Findings, index: int, row: Row, standing: Mapping[str, _Standing], names: Named, org: Organisation) -> None:
    def say(column: str, message: str) -> None:
        problem, _, advice = message.rstrip("。").partition("，")
        found.setdefault(index, []).append((column, problem, advice))

    if row["project"] not in standing:
        say("project", _no_draft(org, row["project"]))
    if row["workdays"] is not None and not 0 <= row["workdays"] <= 2000:
        say("workdays", "工期超出范围，应为 0 至 2000 个工作日")
    for name, label in _OWNERS:
        try:
            (names.department if name == "department" else names.person)(row[name] or "", label)
        except Refused as refused:
            say(name, refused.message)


def _no_draft(org: Organisation, title: str) -> str:
    other = Project.objects.filter(title=title, org=org).order_by("-pk").first()
    if other is None:
        return f"没有名为“{title}”的拟定中项目，请先拟定项目，或核对名称"
    return f"项目“{title}”{other.get_state_display()}，启动后的任务须提出变更，不能再导入"


def _check_order(found: Findings, rows: Sequence[Row], numbers: Mapping[str, int], standing: _Standing) -> None:
    """前后关系 of one project: unknown predecessors, then circles, then whatever waits for a row that is refused."""
    waiting: dict[str, list[Before]] = {number: links for number, links in standing.links.items() if number not in numbers}
    for number, index in numbers.items():
        try:
            waiting[number] = _read(rows[index], standing, numbers)
        except Refused as refused:
            problem, _, advice = refused.message.rstrip("。").partition("，")
            found.setdefault(index, []).append(("predecessors", problem, advice))
    bad = {number for number, index in numbers.items() if index in found}
    for circle in _circles(waiting, bad):
        words = " → ".join(f"“{number}”" for number in (*circle, circle[0]))
        for number in circle:
            bad.add(number)
            if number in numbers:
                found.setdefault(numbers[number], []).append(("predecessors", f"前后关系形成循环：{words}", "请去掉其中一条前置关系"))
    _spread(found, numbers, waiting, bad)


def _read(row: Row, standing: _Standing, numbers: Mapping[str, int]) -> list[Before]:
    links = list(read_predecessors(row["predecessors"] or ""))
    for link in links:
        if link.project and link.project != standing.project.title.upper():
            raise Refused(elsewhere(standing.project, link.project))
        if link.number == row["number"]:
            raise Refused("任务不能以自己为前置任务，请核对编号。")
        if link.number not in numbers and link.number not in standing.tasks:
            raise Refused(f"前置任务“{link.number}”不在本项目和本次导入的各行中，请核对编号。")
    return links


def _circles(waiting: Mapping[str, list[Before]], bad: set[str]) -> list[tuple[str, ...]]:
    """循环 among the rows that are not refused for something else."""
    left = {number: links for number, links in waiting.items() if number not in bad}
    found: list[tuple[str, ...]] = []
    while left:
        tasks = [
            PlannedTask(number, number, 1, tuple(Link(b.number, LinkKind(b.kind), b.lag) for b in links if b.number in left))
            for number, links in left.items()
        ]
        try:
            network_of(tasks)
        except Circle as circle:
            found.append(circle.keys)
            left = {number: links for number, links in left.items() if number not in circle.keys}
        else:
            break
    return found


def _spread(found: Findings, numbers: Mapping[str, int], waiting: Mapping[str, list[Before]], bad: set[str]) -> None:
    """A row that waits for a refused row is refused too, so that nothing is imported without its order."""
    after: dict[str, list[str]] = defaultdict(list)
    for number, links in waiting.items():
        for link in links:
            after[link.number].append(number)
    queue = list(bad)
    while queue:
        held = queue.pop()
        for number in after.get(held, ()):
            if number in bad or number not in numbers:
                continue
            bad.add(number)
            queue.append(number)
            found.setdefault(numbers[number], []).append(("predecessors", f"前置任务“{held}”所在的行没有通过", "请先改好那一行"))


def apply_nodes(org: Organisation, rows: Sequence[Row], changes: Changes, by: User, today: date) -> None:
    """写入任务 and their order."""
    names = named(org)
    standing = _standing(org, {str(row["project"]) for row in rows}, lock=True)
    new: list[Task] = []
    changed: list[Task] = []
    last = {title: max((t.position for t in one.tasks.values()), default=0) for title, one in standing.items()}
    for row in rows:
        held = standing.get(row["project"])
        if held is None:
            raise Refused(f"{_no_draft(org, row['project'])}。")
        task = held.tasks.get(row["number"])
        if task is None:
            last[row["project"]] += 1
            task = Task(org=org, project=held.project, area=held.project.area, state=TaskState.DRAFT, number=row["number"])
            task.position = last[row["project"]]
            held.tasks[task.number] = task
            new.append(task)
        else:
            changed.append(task)
        task.title, task.workdays, task.is_node = row["title"], row["workdays"], row["is_node"] == "yes"
        task.leader, task.person = names.person(row["leader"] or "", "责任领导"), names.person(row["person"] or "", "责任人")
        task.department = names.department(row["department"] or "", "责任科室")
    if new:
        changes.create(new)
    if changed:
        changes.update(changed, ["title", "workdays", "is_node", "leader", "department", "person"])
    _lay(rows, standing, changes)


def _lay(rows: Sequence[Row], standing: Mapping[str, _Standing], changes: Changes) -> None:
    """前后关系 of the rows written: new links, and old ones that changed or no longer hold."""
    new: list[TaskLink] = []
    kept: list[TaskLink] = []
    known: dict[tuple[int, int], TaskLink] = {}
    for held in standing.values():
        for link in TaskLink.objects.filter(task__project=held.project):
            known[link.task_id, link.before_id] = link
    by_task: dict[int, list[TaskLink]] = defaultdict(list)
    for link in known.values():
        by_task[link.task_id].append(link)
    for row in rows:
        tasks = standing[row["project"]].tasks
        task = tasks[row["number"]]
        wanted = {tasks[b.number].pk: b for b in read_predecessors(row["predecessors"] or "")}
        for link in by_task.get(task.pk, ()):
            before = wanted.get(link.before_id)
            link.is_in_force = before is not None
            if before is not None:
                link.kind, link.lag = before.kind, before.lag
            kept.append(link)
        new += [TaskLink(before_id=pk, task=task, kind=b.kind, lag=b.lag) for pk, b in wanted.items() if (task.pk, pk) not in known]
    if kept:
        changes.update(kept, ["kind", "lag", "is_in_force"])
    if new:
        changes.create(new)


def _standing(org: Organisation, titles: set[str] | None, *, lock: bool = False) -> dict[str, _Standing]:
    """项目草案 of an organisation by title, with their tasks and links; three queries."""
    projects = Project.objects.filter(org=org, state=ProjectState.DRAFT)
    if titles is not None and len(titles) <= FEW:
        projects = projects.filter(title__in=titles)
    if lock:
        projects = projects.select_for_update()
    found = {p.title: _Standing(p, {}, defaultdict(list)) for p in projects}
    by_pk: dict[int | None, _Standing] = {one.project.pk: one for one in found.values()}
    numbers: dict[int, str] = {}
    tasks = Task.objects.filter(project__in=list(by_pk)).select_related("leader__org", "department", "person__org")
    for task in tasks.order_by("position", "pk"):
        by_pk[task.project_id].tasks[task.number] = task
        numbers[task.pk] = task.number
    for link in TaskLink.objects.filter(task__project__in=list(by_pk), is_in_force=True).select_related("task").order_by("pk"):
        links = by_pk[link.task.project_id].links
        links[numbers[link.task_id]].append(Before(numbers[link.before_id], link.kind, link.lag))
    return found


NODES = ImportSheet(
    kind="work_nodes",
    title="项目任务",
    permission=Permission.IMPORT,
    columns=(
        ImportColumn(name="project", title="项目", aliases=("项目名称", "所属项目"), required=True, example="省级高新区创建"),
        ImportColumn(name="number", title="编号", aliases=("序号", "任务编号", "WBS"), required=True, max_length=20, example="3"),
        ImportColumn(
            name="title",
            title="名称",
            aliases=("任务", "任务名称", "工作内容"),
            required=True,
            max_length=_LONGEST_TITLE,
            example="编制规划",
        ),
        ImportColumn(
            name="workdays",
            title="工期",
            type=ColumnType.INTEGER,
            aliases=("工期（工作日）", "工作日", "天数"),
            required=True,
            example="10",
            hint="以工作日计的整数；里程碑填 0。",
        ),
        ImportColumn(
            name="predecessors",
            title="前置任务",
            aliases=("前置", "紧前任务"),
            example="1FS+2, 2SS",
            hint="前置任务的编号；FS 完成—开始、SS 开始—开始、FF 完成—完成，后面可带间隔工作日。",
        ),
        ImportColumn(name="leader", title="责任领导", max_length=60, example="周局长", hint="同名人员写成“姓名（科室）”。"),
        ImportColumn(name="department", title="责任科室", aliases=("责任单位", "牵头科室"), max_length=60, example="高新科"),
        ImportColumn(name="person", title="责任人", aliases=("责任人员", "经办人"), max_length=60, example="王工"),
        ImportColumn(
            name="is_node", title="节点", type=ColumnType.CHOICE, choices={"是": "yes", "否": "no"}, default="no", aliases=("是否节点",)
        ),
    ),
    key=("project", "number"),
    current=current_nodes,
    apply=apply_nodes,
    check=check_nodes,
    sheet_hints=("项目须已拟定且没有启动。", "启动之后的任务和工期通过变更申请调整。"),
    list_url_name="work:projects",
    order=150,
)
SHEETS = (NODES,)
