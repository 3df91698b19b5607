"""作战图、局部重排和大粘贴的快慢: the wall page of 500 projects and 10,000 nodes, one change tried out, 10,000 rows pasted from Excel.

    scripts/in_test_mode.sh .venv/bin/python benchmarks/wall.py [projects ...]

The number of queries is counted at every size and must not grow. What one change touches is computed again and compared with the whole
plan computed anew. Of the pasted rows one in fifty is wrong; every wrong one must be named, every other taken in, none lost. Times are
wall times of this process, median of five where they are repeated.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import django
from click import echo

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tongpin.config.settings")
django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from tongpin.demo.bureau import build_bureau  # noqa: E402
from tongpin.domains.work.models import Project, Task, TaskLink  # noqa: E402
from tongpin.domains.work.pasting import pasted_workbook  # noqa: E402
from tongpin.domains.work.selectors.networks import Edits, full_timetable, network_of, recomputed  # noqa: E402
from tongpin.domains.work.sheets import NODES  # noqa: E402
from tongpin.engines.dataio import services as dataio  # noqa: E402
from tongpin.engines.dataio.models import Batch  # noqa: E402
from tongpin.foundation.accounts.selectors import operator, user_named  # noqa: E402
from tongpin.foundation.orgs.models import Organisation  # noqa: E402
from tongpin.foundation.orgs.selectors import people, work_calendar  # noqa: E402
from tongpin.interfaces.terminal.administration import prepare_database  # noqa: E402

SIZES = (50, 500)
NODES_EACH = 20
PASTED = 10_000
WRONG_EVERY = 50
TODAY = date(2026, 6, 15)
PAGES = {"作战图": "/wall/", "大屏": "/wall/screen/", "A3 图纸": "/wall/paper/?size=a3", "导出表格": "/wall/?export=xlsx"}


def grow(org: Organisation, upto: int) -> None:
    """Projects under way from the present number up to ``upto``, each a chain of twenty nodes of which some are done, some late."""
    owner = people().get(user__username="juzhang")
    have = Project.objects.count()
    days = {"starts_on": date(2026, 1, 5), "due_on": date(2026, 12, 18), "first_due_on": date(2026, 12, 18), "signed_on": date(2026, 1, 5)}
    owners = {"leader": owner, "department": org, "person": owner}
    projects = Project.objects.bulk_create(
        Project(org=org, title=f"第{n}号项目", area="party" if n % 3 else "business", state="running", **owners, **days)
        for n in range(have, upto)
    )
    tasks = [
        Task(
            org=org,
            project=project,
            area=project.area,
            number=str(k),
            title=f"第{k}个节点",
            workdays=8,
            is_node=True,
            position=k,
            planned_start_on=date(2026, 1, 5) + timedelta(days=16 * k),
            due_on=(due := date(2026, 1, 14) + timedelta(days=16 * k)),
            first_due_on=due,
            state=(state := "done" if due < TODAY - timedelta(days=20 * (project.pk % 3)) else "open"),
            ended_on=due if state == "done" else None,
            share_done=100 if state == "done" else 0,
            **owners,
        )
        for project in projects
        for k in range(1, NODES_EACH + 1)
    ]
    Task.objects.bulk_create(tasks, batch_size=500)
    made = list(Task.objects.filter(project__in=[p.pk for p in projects]).order_by("project", "position").values_list("pk", "project"))
    pairs = [(a[0], b[0]) for a, b in pairwise(made) if a[1] == b[1]]
    TaskLink.objects.bulk_create((TaskLink(before_id=a, task_id=b) for a, b in pairs), batch_size=500)


def seconds(work: Callable[[], object], times: int = 5) -> float:
    taken = []
    for _ in range(times):
        begin = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begin)
    return statistics.median(taken)


def fetched(client: Client, page: str) -> int:
    """Bytes of the answer, read to the end as a browser does."""
    answer: Any = client.get(page, {"org": "NY", "period": "2026", "as_of": f"{TODAY}"} | _query(page))
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if answer.status_code != 200:
        raise SystemExit(f"{page}: {answer.status_code}")
    return len(content)


def _query(page: str) -> dict[str, str]:
    return dict(part.split("=") for part in page.partition("?")[2].split("&") if part)


def wall(client: Client, org: Organisation, sizes: list[int]) -> bool:
    counted: dict[str, list[int]] = {name: [] for name in PAGES}
    for size in sizes:
        grow(org, size)
        nodes = Task.objects.filter(project__isnull=False).count()
        for name, page in PAGES.items():
            fetched(client, page)  # what is asked for only once per process does not count
            with CaptureQueriesContext(connection) as asked:
                length = fetched(client, page)
            number = len(asked)  # the next request empties what was captured
            counted[name].append(number)
            taken = seconds(lambda page=page: fetched(client, page), 5 if name == "作战图" else 3)
            echo(f"  {size:>4} 个项目 {nodes:>6} 个节点  {name:<6} {number:>3} 次查询  {taken:6.2f} 秒  {length / 1024:8.0f} KB")
    return all(len(set(numbers)) == 1 for numbers in counted.values())


def one_change(org: Organisation, size: int) -> None:
    """A plan of so many tasks in strands of ten; the duration of one changes, near the end, in the middle, near the start."""
    project = Project.objects.create(org=org, title=f"{size} 项任务的项目", area="business", due_on=date(2027, 12, 17))
    tasks = Task.objects.bulk_create(
        (
            Task(org=org, project=project, area="business", state="draft", number=str(n), title=f"任务{n}", workdays=3, position=n)
            for n in range(size)
        ),
        batch_size=500,
    )
    TaskLink.objects.bulk_create(
        (TaskLink(before=tasks[n - 1], task=tasks[n]) for n in range(size) if n % 10),
        batch_size=500,
    )
    network, calendar = network_of(project), work_calendar()
    whole = full_timetable(network, TODAY, calendar)
    for word, place in (("末尾", 9), ("中间", 5), ("开头", 0)):
        edits = Edits(workdays={tasks[place + 10 * (size // 20)].pk: 5})
        again = full_timetable(network, TODAY, calendar, edits)
        part = recomputed(whole, TODAY, calendar, edits, only_left=False)
        assert part.answer is not None and again.answer is not None
        assert (part.answer.earliest == again.answer.earliest).all() and (part.answer.latest == again.answer.latest).all()
        slow = seconds(lambda e=edits: full_timetable(network, TODAY, calendar, e))
        quick = seconds(lambda e=edits: recomputed(whole, TODAY, calendar, e, only_left=False))
        echo(
            f"  {size:>6} 项任务，改一处工期（链条{word}）：重算 {part.answer.touched} 项，"
            f"{quick * 1000:.1f} 毫秒；全部重算 {slow * 1000:.1f} 毫秒，结果相同"
        )


def paste(org: Organisation, by: Any) -> None:
    """Rows as Excel copies them, one in fifty wrong: words for a number, an unknown person, a circle, a predecessor that is not there."""
    project = Project.objects.create(org=org, title="大粘贴", area="business", due_on=date(2029, 12, 14))
    person, leader = people().get(user__username="gaoxin").name, people().get(user__username="juzhang").name
    lines, wrong = ["编号\t名称\t工期\t前置任务\t责任领导\t责任科室\t责任人\t节点"], 0
    for n in range(1, PASTED + 1):
        days, before, who = "5", str(n - 1) if n % 10 != 1 else "", person
        if n % WRONG_EVERY == 0:
            wrong += 1
            match (n // WRONG_EVERY) % 4:
                case 0:
                    days = "约五天"
                case 1:
                    who = "查无此人"
                case 2:
                    before = f"{n}FS"
                case _:
                    before = f"第{n}号"
        lines.append(f"{n}\t任务{n}\t{days}\t{before}\t{leader}\t高新科\t{who}\t否")
    cells = "\n".join(lines)
    begin = time.perf_counter()
    content = pasted_workbook(project.title, cells)
    read = time.perf_counter()
    batch = dataio.stage(content, name="粘贴.xlsx", org=org, by=by, today=TODAY, kind=NODES.kind)
    staged = time.perf_counter()
    sheet = batch.sheets.get()
    dataio.confirm(Batch.objects.get(pk=batch.pk), by=by, today=TODAY)
    done = time.perf_counter()
    taken = Task.objects.filter(project=project).count()
    echo(f"  粘贴 {PASTED:,} 行，其中 {wrong} 行有错")
    steps = (("整理", read - begin), ("核对", staged - read), ("确认写入", done - staged))
    echo(f"  {'，'.join(f'{word} {spent:.1f} 秒' for word, spent in steps)}")
    echo(f"  写入 {taken:,} 行，拒绝 {sheet.refused} 行，每行注明原因")
    if taken + sheet.refused != PASTED or sheet.refused != wrong:
        raise SystemExit("有行既没有写入也没有说明。")


def main() -> None:
    sizes = [int(a) for a in sys.argv[1:]] or list(SIZES)
    os.environ["TONGPIN_TODAY"] = f"{TODAY}"
    prepare_database()
    org = Organisation.objects.filter(code="NY").first() or build_bureau(by=operator())["NY"]
    client = Client()
    client.force_login(user_named("taizhang"))
    echo("作战图：")
    constant = wall(client, org, sizes)
    echo("改一处重算：")
    for size in (60, 1_000, 10_000):
        one_change(org, size)
    echo("从 Excel 粘贴：")
    paste(org, user_named("taizhang"))
    if not constant:
        raise SystemExit("查询次数随项目数增长。")


if __name__ == "__main__":
    main()
