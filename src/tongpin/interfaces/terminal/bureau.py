"""单位: which organisation a command is about."""

from __future__ import annotations

import click

from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.errors import Refused

org_option = click.option("--org", "org_code", metavar="代码或名称", help="单位代码或全称；系统中只有一个单位时可省略。")


def chosen_org(code: str | None) -> Organisation:
    """The organisation named by code or full name; without one, the bureau whose ledgers this installation keeps.

    Where several could be meant the command is refused with the codes to choose from.
    """
    if code:
        found = Organisation.objects.filter(code=code).first() or Organisation.objects.filter(name=code).first()
        if not found:
            raise Refused(f"没有代码或名称为“{code}”的单位。可用 tongpin orgs 查看全部单位。")
        return found
    bureaus = list(Organisation.objects.filter(level__in=["province", "city", "county"], ends_on=None).order_by("path"))
    if not bureaus:
        raise Refused("系统中还没有单位，请先运行：tongpin setup --org 单位全称 --level 县")
    if len(bureaus) > 1:
        names = "、".join(f"{o.code}（{o.name}）" for o in bureaus)
        raise Refused(f"系统中有多个单位，请用 --org 指明是哪一个：{names}。")
    return bureaus[0]
