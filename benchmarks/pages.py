"""页面的快慢: desk, list, record and search with up to 100,000 enterprises: number of queries, and p95 at eight users at a time.

    scripts/in_test_mode.sh .venv/bin/python benchmarks/pages.py [enterprises ...]

The number of queries is counted at every size and must not grow. Requests go to the real server (``tongpin serve``) over loopback; the
baselines of the same run are the health page (server and middleware alone) and the bare SQL of the list (count and fifty rows).
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from http.client import HTTPConnection
from urllib.parse import quote

import django
from click import echo

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tongpin.config.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from tongpin.demo.bureau import build_bureau  # noqa: E402
from tongpin.domains.enterprises.models import Enterprise, TechnologyContract, Title  # noqa: E402
from tongpin.engines.indicators.services import refresh_year  # noqa: E402
from tongpin.foundation.accounts.selectors import operator, user_named  # noqa: E402
from tongpin.foundation.orgs.models import Organisation  # noqa: E402
from tongpin.interfaces.terminal.administration import prepare_database  # noqa: E402

SIZES = (1_000, 10_000, 100_000)
USERS = 8
ROUNDS = 25
PORT = 8931
PAGES = {
    "工作台": "/?org=NY&period=2023",
    "企业清单": "/enterprises/?org=NY&period=2023",
    "企业清单按名称排序": "/enterprises/?org=NY&period=2023&sort=name",
    "企业清单查名称": "/enterprises/?org=NY&period=2023&q=第77",
    "高企清单": "/enterprises/certificates/?org=NY&period=2023",
    "指标": "/indicators/?org=NY&period=2023",
    "搜索": "/search/?q=第777&org=NY",
}


def grow(org: Organisation, upto: int) -> None:
    """Firms from the present number up to ``upto``, every third with a certificate, every second with a contract."""
    have = Enterprise.objects.count()
    for start in range(have, upto, 10_000):
        numbers = range(start, min(start + 10_000, upto))
        firms = Enterprise.objects.bulk_create(
            Enterprise(
                org=org,
                name=f"清源第{n}新材料有限公司",
                credit_code=f"91370921{n:010d}",
                township=f"第{n % 13}镇",
                initials=f"qyd{n}xclyxgs",
            )
            for n in numbers
        )
        issued = [date(2021, 1, 1) + timedelta(days=n % 1000) for n in numbers]
        Title.objects.bulk_create(
            Title(org=org, enterprise=f, certificate_number=f"GR{f.pk:012d}", issued_on=d, valid_to=d + timedelta(days=1095))
            for f, d in zip(firms, issued, strict=True)
            if f.pk % 3 == 0
        )
        TechnologyContract.objects.bulk_create(
            TechnologyContract(
                org=org,
                contract_number=f"2023{f.pk:012d}",
                title="技术开发",
                seller_name=f.name,
                seller=f,
                buyer_name="某公司",
                type="development",
                deal_value=1000 + f.pk % 900,
                technology_value=1000,
                registered_on=date(2023, 1, 1) + timedelta(days=f.pk % 365),
            )
            for f in firms
            if f.pk % 2 == 0
        )


def queries(client: Client, page: str) -> int:
    client.get(page)  # what is asked for only once per process does not count
    with CaptureQueriesContext(
        connection,
    ) as asked:
        answer = client.get(page)
    if answer.status_code != 200:
        raise SystemExit(f"{page}: {answer.status_code}")
    return len(asked)


def p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1] * 1000


def at_eight(cookie: str, page: str) -> list[float]:
    """Seconds of every request of eight users who ask without a pause."""

    def person(_: int) -> list[float]:
        web = HTTPConnection("127.0.0.1", PORT, timeout=60)
        taken = []
        for _round in range(ROUNDS):
            begin = time.perf_counter()
            web.request("GET", quote(page, safe="/?&=-"), headers={"Cookie": cookie})
            answer = web.getresponse()
            answer.read()
            taken.append(time.perf_counter() - begin)
            if answer.status != 200:
                raise SystemExit(f"{page}: {answer.status}")
        return taken

    with ThreadPoolExecutor(USERS) as pool:
        return [t for times in pool.map(person, range(USERS)) for t in times]


def bare_sql(org: Organisation) -> list[float]:
    """The list's own work without a page around it."""

    def once() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT COUNT(*) FROM enterprises_enterprise WHERE org_id = %s", [org.pk])
            cursor.fetchone()
            cursor.execute("SELECT * FROM enterprises_enterprise WHERE org_id = %s ORDER BY id LIMIT 50", [org.pk])
            cursor.fetchall()

    return [seconds(once) for _ in range(50)]


def seconds(work: Callable[[], None]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def main() -> None:
    sizes = [int(a) for a in sys.argv[1:]] or SIZES
    prepare_database()
    org = build_bureau(by=operator())["NY"]
    person = user_named("taizhang")
    client = Client()
    client.force_login(person)
    counted: dict[str, list[int]] = {name: [] for name in PAGES}
    for size in sizes:
        grow(org, size)
        refresh_year(org, 2023, by=operator(), today=date(2024, 1, 10))
        for name, page in PAGES.items():
            counted[name].append(queries(client, page))
    echo(f"查询次数，企业 {'、'.join(f'{s:,}' for s in sizes)} 家：")
    for name, numbers in counted.items():
        echo(f"  {name:<12} {numbers}{'' if len(set(numbers)) == 1 else '  增长'}")
    cookie = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
    server = subprocess.Popen([sys.executable, "-m", "tongpin", "serve", "--port", str(PORT), "--without-worker"], stdout=subprocess.PIPE)
    try:
        server.stdout.readline()
        echo(f"{USERS} 人同时，企业 {sizes[-1]:,} 家，毫秒（中位 / p95）：")
        baselines = {"健康检查页（服务器本身）": at_eight(cookie, "/account/health"), "清单的裸 SQL（单人）": bare_sql(org)}
        for name, times in baselines.items():
            echo(f"  {name:<12} {statistics.median(times) * 1000:8.1f} / {p95(times):8.1f}")
        for name, page in PAGES.items():
            times = at_eight(cookie, page)
            echo(f"  {name:<12} {statistics.median(times) * 1000:8.1f} / {p95(times):8.1f}   {len(times) / sum(times) * USERS:6.1f} 次/秒")
    finally:
        server.terminate()
        server.wait(20)
    if any(len(set(numbers)) > 1 for numbers in counted.values()):
        raise SystemExit("查询次数随数据量增长。")


if __name__ == "__main__":
    main()
