"""计划与平台导入表: funds from above, platforms and projects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from tongpin.domains.enterprises.selectors import enterprises_named
from tongpin.domains.programs.enums import GrantNature, GrantStatus, Level, PlatformKind, PlatformStatus, Stage
from tongpin.domains.programs.permissions import Permission
from tongpin.domains.programs.selectors import grants, platforms, projects
from tongpin.domains.programs.services import staged
from tongpin.engines.ledgers.selectors import Key, Row, key_of, stored
from tongpin.engines.ledgers.services import Changes, Findings, out_of_order, spelled, upsert
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.extensions import ColumnType, ImportColumn, ImportSheet

LEVELS = spelled(
    Level,
    {
        "国家": Level.NATIONAL,
        "中央": Level.NATIONAL,
        "省": Level.PROVINCE,
        "市": Level.CITY,
        "县": Level.COUNTY,
        "区县": Level.COUNTY,
        "县区": Level.COUNTY,
    },
)

GRANT_KEY = ("project_name", "undertaker_name", "document_number")
GRANT_COLUMNS = {
    name: name for name in ("project_name", "level", "undertaker_name", "amount", "nature", "arrived_on", "document_number", "status")
}


def current_grants(org: Organisation, keys: Sequence[Key] | None) -> Mapping[Key, Row]:
    """现存上级资金, by project, undertaker and document."""
    return stored(grants().filter(org=org), keys, GRANT_KEY, GRANT_COLUMNS)


def check_grants(org: Organisation, rows: Sequence[Row]) -> Findings:
    """核对上级资金: what has arrived has a day."""
    found: Findings = {}
    for index, row in enumerate(rows):
        if row["status"] == GrantStatus.ARRIVED and row["arrived_on"] is None:
            found[index] = [("arrived_on", "状态为“已到账”，但没有到账日期", "请补填到账日期，或把状态改为“未到账”")]
    return found


def apply_grants(org: Organisation, rows: Sequence[Row], changes: Changes, by: User, today: date) -> None:
    """写入上级资金."""
    firms = enterprises_named(org, {row["undertaker_name"] for row in rows})

    def make(row: Row) -> dict[str, Any]:
        values = {name: row[name] for name in GRANT_COLUMNS}
        values["document_number"] = values["document_number"] or ""
        return {"org": org, **values, "enterprise": firms.get(row["undertaker_name"])}

    upsert(changes, grants().filter(org=org), rows, key=GRANT_KEY, paths=GRANT_KEY, make=make)


PLATFORM_KEY = ("name", "kind", "level")
PLATFORM_COLUMNS = {name: name for name in ("name", "kind", "level", "host_name", "recognised_on", "status", "revoked_on")}


def current_platforms(org: Organisation, keys: Sequence[Key] | None) -> Mapping[Key, Row]:
    """现存创新平台, by name, kind and level."""
    return stored(platforms().filter(org=org), keys, PLATFORM_KEY, PLATFORM_COLUMNS)


def check_platforms(org: Organisation, rows: Sequence[Row]) -> Findings:
    """核对创新平台: what is recognised has a day."""
    found: Findings = {}
    for index, row in enumerate(rows):
        if row["status"] == PlatformStatus.RECOGNISED and row["recognised_on"] is None:
            found[index] = [("recognised_on", "状态为“已认定”，但没有认定日期", "请补填认定日期，或把状态改为“申报中”")]
        out_of_order(found, index, row, "recognised_on", "revoked_on", "撤销日期早于认定日期，请核对两个日期。")
        if row.get("revoked_on") is not None and row["status"] != PlatformStatus.REVOKED:
            found.setdefault(index, []).append(("revoked_on", "填了撤销日期，但状态不是“已撤销”", "请核对状态，或清空撤销日期"))
    return found


def apply_platforms(org: Organisation, rows: Sequence[Row], changes: Changes, by: User, today: date) -> None:
    """写入创新平台."""
    firms = enterprises_named(org, {row["host_name"] for row in rows})

    def make(row: Row) -> dict[str, Any]:
        return {"org": org, **{name: row.get(name) for name in PLATFORM_COLUMNS}, "enterprise": firms.get(row["host_name"])}

    upsert(changes, platforms().filter(org=org), rows, key=PLATFORM_KEY, paths=PLATFORM_KEY, make=make)


PROJECT_KEY = ("programme", "name", "applicant_name")
PROJECT_COLUMNS = {name: name for name in ("programme", "name", "applicant_name", "level", "stage", "stage_on")}


def current_projects(org: Organisation, keys: Sequence[Key] | None) -> Mapping[Key, Row]:
    """现存科技计划项目, by programme, name and applicant."""
    return stored(projects().filter(org=org), keys, PROJECT_KEY, PROJECT_COLUMNS)


def check_projects(org: Organisation, rows: Sequence[Row]) -> Findings:
    """核对科技计划项目: another stage is not older than the one already reached."""
    held = current_projects(org, [key_of(row, PROJECT_KEY) for row in rows])
    found: Findings = {}
    for index, row in enumerate(rows):
        kept = held.get(key_of(row, PROJECT_KEY))
        if kept and row["stage_on"] and row["stage"] and row["stage"] != kept["stage"] and row["stage_on"] < kept["stage_on"]:
            message = f"台账中该项目已于 {kept['stage_on']:%Y-%m-%d} 进入“{Stage(kept['stage']).label}”，这一行的阶段更早"
            found[index] = [("stage_on", message, "请核对是否为旧台账；确需更正的，在项目页面办理")]
    return found


def apply_projects(org: Organisation, rows: Sequence[Row], changes: Changes, by: User, today: date) -> None:
    """写入科技计划项目, and the stages they reached."""
    firms = enterprises_named(org, {row["applicant_name"] for row in rows})

    def make(row: Row) -> dict[str, Any]:
        return {"org": org, **{name: row[name] for name in PROJECT_COLUMNS}, "enterprise": firms.get(row["applicant_name"])}

    written = upsert(changes, projects().filter(org=org), rows, key=PROJECT_KEY, paths=PROJECT_KEY, make=make)
    stages = staged([(project, project.stage, project.stage_on) for project in written])
    if new := [stage for stage in stages if stage.pk is None]:
        changes.create(new)
    if corrected := [stage for stage in stages if stage.pk is not None]:
        changes.update(corrected, ["stage", "reached_on"])


SHEETS = [
    ImportSheet(
        kind="grant",
        title="对上争取资金台账",
        permission=Permission.IMPORT,
        columns=(
            ImportColumn(
                name="project_name",
                title="项目名称",
                aliases=("项目", "资金项目名称"),
                required=True,
                example="瑞丰仪表示范推广项目",
            ),
            ImportColumn(
                name="level",
                title="资金来源级别",
                type=ColumnType.CHOICE,
                aliases=("来源级别", "资金级别", "级别", "资金来源"),
                required=True,
                choices=LEVELS,
                example="省级",
            ),
            ImportColumn(name="undertaker_name", title="承担单位", aliases=("项目承担单位", "承担企业", "单位名称"), required=True),
            ImportColumn(
                name="amount",
                title="金额",
                type=ColumnType.MONEY,
                aliases=("资金金额", "资金额", "扶持金额"),
                required=True,
                example="146.97",
            ),
            ImportColumn(
                name="nature",
                title="资金性质",
                type=ColumnType.CHOICE,
                aliases=("性质",),
                required=True,
                choices=spelled(GrantNature, {"无偿资金": GrantNature.FREE, "有偿资金": GrantNature.REPAYABLE}),
                example="无偿",
            ),
            ImportColumn(
                name="arrived_on",
                title="到账日期",
                type=ColumnType.DATE,
                aliases=("到账时间", "拨付日期"),
                example="2023-03-02",
            ),
            ImportColumn(
                name="document_number",
                title="文号",
                aliases=("文件文号", "下达文号", "资金文号"),
                example="鲁科字〔2023〕9号",
            ),
            ImportColumn(
                name="status",
                title="状态",
                type=ColumnType.CHOICE,
                aliases=("到账状态", "是否到账"),
                required=True,
                choices=spelled(GrantStatus, {"到账": GrantStatus.ARRIVED}),
                example="已到账",
                default=GrantStatus.ARRIVED.value,
            ),
        ),
        key=GRANT_KEY,
        current=current_grants,
        check=check_grants,
        apply=apply_grants,
        sheet_hints=("资金", "对上争取"),
        list_url_name="programs:grants",
        order=50,
    ),
    ImportSheet(
        kind="platform",
        title="科技创新平台台账",
        permission=Permission.IMPORT,
        columns=(
            ImportColumn(
                name="name",
                title="平台名称",
                aliases=("创新平台名称", "名称"),
                required=True,
                example="天润电子技术创新中心",
            ),
            ImportColumn(
                name="kind",
                title="平台类型",
                type=ColumnType.CHOICE,
                aliases=("平台类别", "类型"),
                required=True,
                choices=spelled(PlatformKind, {"孵化器": PlatformKind.INCUBATOR}),
                example="技术创新中心",
            ),
            ImportColumn(
                name="level",
                title="级别",
                type=ColumnType.CHOICE,
                aliases=("平台级别",),
                required=True,
                choices=LEVELS,
                example="市级",
            ),
            ImportColumn(name="host_name", title="依托单位", aliases=("依托企业", "建设单位", "承建单位"), required=True),
            ImportColumn(
                name="recognised_on",
                title="认定日期",
                type=ColumnType.DATE,
                aliases=("认定时间", "批准日期", "批复日期"),
                example="2023-05-01",
            ),
            ImportColumn(
                name="status",
                title="状态",
                type=ColumnType.CHOICE,
                aliases=("平台状态", "认定状态"),
                required=True,
                choices=spelled(PlatformStatus, {"认定": PlatformStatus.RECOGNISED, "撤销": PlatformStatus.REVOKED}),
                example="已认定",
                default=PlatformStatus.RECOGNISED.value,
            ),
            ImportColumn(name="revoked_on", title="撤销日期", type=ColumnType.DATE, aliases=("撤销时间",), hint="已撤销的填"),
        ),
        key=PLATFORM_KEY,
        current=current_platforms,
        check=check_platforms,
        apply=apply_platforms,
        sheet_hints=("平台",),
        list_url_name="programs:platforms",
        order=60,
    ),
    ImportSheet(
        kind="programme_project",
        title="科技计划项目申报台账",
        permission=Permission.IMPORT,
        columns=(
            ImportColumn(
                name="programme",
                title="计划名称",
                aliases=("计划类别", "科技计划", "申报计划"),
                required=True,
                example="市科技创新双十工程",
            ),
            ImportColumn(
                name="name",
                title="项目名称",
                aliases=("申报项目", "项目"),
                required=True,
                example="泗店仪表技术攻关",
            ),
            ImportColumn(name="applicant_name", title="申报单位", aliases=("申报企业", "单位名称", "承担单位"), required=True),
            ImportColumn(
                name="level",
                title="级别",
                type=ColumnType.CHOICE,
                aliases=("项目级别",),
                required=True,
                choices=LEVELS,
                example="市级",
            ),
            ImportColumn(
                name="stage",
                title="当前阶段",
                type=ColumnType.CHOICE,
                aliases=("阶段", "申报阶段", "项目阶段", "进展"),
                required=True,
                choices=spelled(
                    Stage,
                    {
                        "申报": Stage.SUBMITTED,
                        "推荐": Stage.RECOMMENDED,
                        "已入围": Stage.SHORTLISTED,
                        "已立项": Stage.APPROVED,
                        "已验收": Stage.ACCEPTED,
                        "撤回": Stage.WITHDRAWN,
                    },
                ),
                example="入围",
            ),
            ImportColumn(
                name="stage_on",
                title="阶段日期",
                type=ColumnType.DATE,
                aliases=("阶段时间", "日期"),
                required=True,
                example="2023-08-07",
            ),
        ),
        key=PROJECT_KEY,
        current=current_projects,
        check=check_projects,
        apply=apply_projects,
        sheet_hints=("项目", "申报"),
        list_url_name="programs:projects",
        order=70,
    ),
]
