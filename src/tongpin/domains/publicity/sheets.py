"""品牌与公开导入表: honours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from tongpin.domains.publicity.enums import HonourLevel
from tongpin.domains.publicity.permissions import Permission
from tongpin.domains.publicity.selectors import honours
from tongpin.engines.ledgers.selectors import Key, Row, stored
from tongpin.engines.ledgers.services import Changes, spelled, upsert
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.extensions import ColumnType, ImportColumn, ImportSheet

KEY = ("title", "holder", "year", "level")
COLUMNS = {name: name for name in ("title", "level", "holder", "year", "awarded_by", "remark")}


def current_honours(org: Organisation, keys: Sequence[Key] | None) -> Mapping[Key, Row]:
    """现存荣誉, by title, holder, year and level."""
    return stored(honours().filter(org=org), keys, KEY, COLUMNS)


def apply_honours(org: Organisation, rows: Sequence[Row], changes: Changes, by: User, today: date) -> None:
    """写入荣誉; one that was revoked here stays revoked."""

    def make(row: Row) -> dict[str, Any]:
        values = {name: row.get(name) for name in COLUMNS}
        return {"org": org, **values, "awarded_by": values["awarded_by"] or "", "remark": values["remark"] or ""}

    upsert(changes, honours().filter(org=org), rows, key=KEY, paths=KEY, make=make)


SHEETS = [
    ImportSheet(
        kind="honour",
        title="荣誉台账",
        permission=Permission.IMPORT,
        columns=(
            ImportColumn(
                name="title", title="荣誉名称", aliases=("荣誉", "荣誉称号", "称号", "奖项名称"), required=True, example="模范机关"
            ),
            ImportColumn(
                name="level",
                title="级别",
                type=ColumnType.CHOICE,
                aliases=("荣誉级别", "表彰级别"),
                required=True,
                choices=spelled(
                    HonourLevel,
                    {
                        "国家级": HonourLevel.NATIONAL,
                        "省级": HonourLevel.PROVINCE,
                        "市级": HonourLevel.CITY,
                        "县级": HonourLevel.COUNTY,
                    },
                ),
                example="县",
            ),
            ImportColumn(name="holder", title="获奖单位", aliases=("获得单位", "受表彰单位", "获奖单位或个人"), required=True),
            ImportColumn(
                name="year", title="年度", type=ColumnType.YEAR, aliases=("年份", "获奖年度", "表彰年度"), required=True, example="2023"
            ),
            ImportColumn(name="awarded_by", title="授予单位", aliases=("颁发单位", "表彰单位", "授予机关"), example="中共宁阳县委"),
            ImportColumn(name="remark", title="备注", aliases=("说明",)),
        ),
        key=KEY,
        current=current_honours,
        apply=apply_honours,
        sheet_hints=("荣誉",),
        list_url_name="publicity:honours",
        order=110,
    ),
]
