"""演示命令: builds the demonstration bureau and says how to sign in."""

from __future__ import annotations

from importlib.resources import files

import click
from django.conf import settings
from django.db import transaction

from tongpin.demo.answering.duty_lists import answer_lists
from tongpin.demo.answering.integrity import build_integrity
from tongpin.demo.answering.letters import answer_for
from tongpin.demo.bureau import ACCOUNTS, DEMO_PASSWORD, build_bureau
from tongpin.demo.firms.build import build_firms
from tongpin.demo.firms.policies import build_policies
from tongpin.demo.party.accounts import PARTY_ACCOUNTS
from tongpin.demo.party.build import build_party
from tongpin.demo.work.build import build_work
from tongpin.engines.dataio import services as dataio
from tongpin.engines.indicators.services import refresh_year
from tongpin.engines.ledgers.services import telling_once
from tongpin.foundation.accounts.selectors import operator
from tongpin.foundation.orgs.models import Organisation
from tongpin.interfaces.terminal.administration import prepare_database
from tongpin.interfaces.terminal.answers import refusing
from tongpin.kernel.clock import today
from tongpin.kernel.errors import Refused

BUREAU = "NY"
YEARS = (2022, 2023)


@click.command("demo")
@click.option("--if-empty", is_flag=True, help="已有单位时什么也不做。")
@refusing
def demo(if_empty: bool) -> None:
    """建立演示单位：县科技局 2023 年台账，省科技厅 19 个党支部（总支）的一年，市科技局 2023 年上半年，项目和责任状，以及账号。

    只能在空库中建立。"""
    if settings.PRODUCTION:
        raise Refused("正式运行时不能建立演示单位。")
    prepare_database()
    if Organisation.objects.exists():
        if not if_empty:
            raise Refused("数据库中已有单位，演示单位只能在空库中建立。可另设 TONGPIN_DATA 指向一个新目录。")
    else:
        _build()
    _say_how_to_sign_in()


def _build() -> None:
    by = operator()
    orgs = build_bureau(by=by)
    ledgers = sorted((p for p in (files("tongpin.demo") / "data" / "county-2023").iterdir()), key=lambda p: p.name)
    contents = [(p.name, p.read_bytes()) for p in ledgers if p.name.endswith(".xlsx")]
    batch = dataio.stage_many(contents, org=orgs[BUREAU], by=by, today=today())
    dataio.confirm(batch, by=by, today=today())
    for year in YEARS:
        refresh_year(orgs[BUREAU], year, by=by, today=today())
    made = build_party(by=by, today=today(), county=orgs)
    with transaction.atomic(), telling_once():
        build_work(orgs, made, by=by, today=today())
        build_firms(orgs, by=by, today=today())
        build_policies(orgs, by=by, today=today())
        answer_for(made, by=by, today=today())
        answer_lists(made, by=by, today=today())
        build_integrity(made.orgs["ST"], by=by, today=today())


def _say_how_to_sign_in() -> None:
    click.echo(f"演示账号（密码均为 {DEMO_PASSWORD}）：")
    for account in (*ACCOUNTS, *PARTY_ACCOUNTS):
        click.echo(f"  {account.username:<10} {account.name}　{account.post}")
