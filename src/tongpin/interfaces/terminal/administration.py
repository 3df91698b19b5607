"""管理: set up a bureau, its people, and look after the installation."""

from __future__ import annotations

import sqlite3
import sys
from dataclasses import asdict

import click
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connection, transaction

from tongpin.engines.indicators.services import sync_measures
from tongpin.foundation.access import services as access
from tongpin.foundation.access.roles import all_roles
from tongpin.foundation.accounts import selectors as account_selectors
from tongpin.foundation.accounts import services as accounts
from tongpin.foundation.audit.verify import verify
from tongpin.foundation.files.services import verify_all
from tongpin.foundation.orgs import services as org_services
from tongpin.foundation.orgs.enums import OrgLevel
from tongpin.foundation.orgs.models import Organisation
from tongpin.foundation.orgs.selectors import all_organisations
from tongpin.interfaces.terminal.answers import print_json, refusing
from tongpin.interfaces.terminal.bureau import chosen_org, org_option
from tongpin.kernel.clock import today
from tongpin.kernel.errors import Refused

LEVELS = {"省": OrgLevel.PROVINCE, "市": OrgLevel.CITY, "县": OrgLevel.COUNTY}
SAFE_SQLITE = (3, 51, 3)


def prepare_database() -> None:
    """建库: tables, the operator account and the definitions of indicators; running again changes nothing."""
    call_command("migrate", interactive=False, verbosity=0)
    accounts.ensure_operator()
    sync_measures(by=account_selectors.operator(), today=today())


@click.command("migrate")
@refusing
def migrate() -> None:
    """建立或升级数据库。"""
    prepare_database()
    click.echo("数据库已是最新。")


@click.command("setup")
@click.option("--org", "name", required=True, metavar="单位全称", help="例如：宁阳县科学技术局。")
@click.option("--level", type=click.Choice(list(LEVELS)), default="县", show_default=True, help="单位层级。")
@click.option("--code", metavar="代码", help="单位代码；不写则取拼音首字母。")
@click.option("--parent", "parent_code", metavar="代码", help="上级单位代码；不写则为本系统的最上级。")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
@refusing
def setup(name: str, level: str, code: str | None, parent_code: str | None, as_json: bool) -> None:
    """建库并建立单位；已有同名单位时不重复建立。"""
    prepare_database()
    org = Organisation.objects.filter(name=name).first()
    if not org:
        org = org_services.create_organisation(
            name=name,
            code=code or org_services.suggested_code(name),
            level=LEVELS[level],
            parent=chosen_org(parent_code) if parent_code else None,
            starts_on=today(),
            by=account_selectors.operator(),
        )
    if as_json:
        print_json({"org": org.code, "name": org.name, "level": org.level})
    else:
        click.echo(f"单位已建立：{org.name}，代码 {org.code}。下一步：tongpin user create 用户名 --name 姓名 --role clerk")


@click.command("orgs")
def orgs() -> None:
    """列出全部单位及其代码。"""
    for org in all_organisations():
        click.echo(f"{org.code:<16} {'　' * (org.path.count('/') - 2)}{org.name}")


@click.group("user")
def user() -> None:
    """管理账号。"""


@user.command("create")
@click.argument("username")
@click.option("--name", "display_name", required=True, help="姓名。")
@click.option("--role", "roles", multiple=True, required=True, help="角色，可多次给出；tongpin user roles 列出全部角色。")
@org_option
@click.option("--password-stdin", is_flag=True, help="从标准输入读取初始密码；不给则自动生成并显示一次。")
@refusing
def create_user(username: str, display_name: str, roles: tuple[str, ...], org_code: str | None, password_stdin: bool) -> None:
    """建立账号并授予角色；首次登录须修改密码。"""
    org, operator = chosen_org(org_code), account_selectors.operator()
    given = sys.stdin.readline().strip() if password_stdin else ""
    with transaction.atomic():
        created, password = accounts.create_user(username=username, display_name=display_name, password=given or None, by=operator)
        for role in roles:
            access.grant_role(user=created, role=role, org=org, with_subtree=True, since=today(), basis="命令行建立账号", by=operator)
    click.echo(f"账号 {username} 已建立。" + ("" if given else f"初始密码（只显示这一次）：{password}"))


@user.command("reset-password")
@click.argument("username")
@refusing
def reset_password(username: str) -> None:
    """重置密码；首次登录须修改，原有登录全部失效。"""
    found = account_selectors.user_named(username)
    if not found:
        raise Refused(f"没有用户名为“{username}”的账号。")
    password = accounts.reset_password(found, by=account_selectors.operator())
    click.echo(f"账号 {username} 的新密码（只显示这一次）：{password}")


@user.command("roles")
def roles() -> None:
    """列出全部角色。"""
    for role in all_roles():
        click.echo(f"{role.key:<16} {role.title}")


@click.group("audit")
def audit() -> None:
    """审计。"""


@audit.command("verify")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
def audit_verify(as_json: bool) -> None:
    """核验审计链：篡改、删除、插入、截断都会被指出位置；有问题时退出码为 1。"""
    report = verify()
    if as_json:
        print_json({"ok": report.ok, "message": report.message, **asdict(report)})
    else:
        click.echo(str(report))
    if not report.ok:
        raise SystemExit(1)


@click.command("check")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
def check(as_json: bool) -> None:
    """自检：配置、数据库、审计链、附件；有问题时退出码为 1。"""
    results = {
        "settings": _settings_problem(),
        "database": _database_problem(),
        "audit": _audit_problem(),
        "files": _files_problem(),
    }
    if as_json:
        print_json({"ok": not any(results.values()), "problems": results, "notes": _notes()})
    else:
        titles = {"settings": "配置", "database": "数据库", "audit": "审计链", "files": "附件"}
        for key, problem in results.items():
            click.echo(f"{titles[key]}：{problem or '正常'}")
        for note in _notes():
            click.echo(f"提示：{note}")
    if any(results.values()):
        raise SystemExit(1)


def _settings_problem() -> str:
    try:
        call_command("check", verbosity=0)
    except SystemCheckError as error:
        return str(error)
    return ""


def _database_problem() -> str:
    if connection.vendor != "sqlite":
        return ""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        answer = cursor.fetchone()[0]
    return "" if answer == "ok" else f"SQLite 完整性检查未通过：{answer}"


def _audit_problem() -> str:
    report = verify()
    return "" if report.ok else str(report)


def _files_problem() -> str:
    broken = list(verify_all())
    return "" if not broken else f"{len(broken)} 个附件缺失或内容已变：{'、'.join(str(f) for f in broken[:5])}"


def _notes() -> list[str]:
    if connection.vendor == "sqlite" and sqlite3.sqlite_version_info < SAFE_SQLITE:
        return [f"SQLite {sqlite3.sqlite_version} 低于 3.51.3，多人同时写入较多时建议改用 PostgreSQL（设置 DATABASE_URL）。"]
    return []
