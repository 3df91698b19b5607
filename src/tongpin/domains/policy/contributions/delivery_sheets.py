"""推送和享受导入表."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from tongpin.domains.enterprises.services import NamedFirm, note_firms
from tongpin.domains.policy.enums import Channel, Reply
from tongpin.domains.policy.models import Push, Uptake
from tongpin.domains.policy.permissions import Permission
from tongpin.domains.policy.selectors.policies import Library, library
from tongpin.domains.policy.services.delivery import STEPS
from tongpin.domains.work.selectors.people import named
from tongpin.engines.ledgers.selectors import Key, Row
from tongpin.engines.ledgers.services import Changes, Findings, out_of_order, spelled, upsert
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.errors import Refused
from tongpin.kernel.extensions import ColumnType, ImportColumn, ImportSheet

PUSH_KEY, UPTAKE_KEY = ("policy", "credit_code", "pushed_on"), ("policy", "credit_code", "year")
PUSH_PLAIN = ("pushed_on", "channel", "reply", "replied_on", "reason", "note")
UPTAKE_PLAIN = ("year", *(f"{step}_{part}" for step, _ in STEPS for part in ("on", "amount")), "note")


def current_pushes(org: Organisation, keys: Sequence[Key] | None) -> Mapping[Key, Row]:
    """现存推送, by policy, firm and day."""
    names = named(org)
    rows = Push.objects.filter(org=org).select_related("policy", "firm", "person").order_by("pk")
    return _current(rows, library(org), keys, PUSH_KEY, PUSH_PLAIN, lambda one: {"person": names.written(one.person)})


def current_uptakes(org: Organisation, keys: Sequence[Key] | None) -> Mapping[Key, Row]:
    """现存享受情况, by policy, firm and year."""
    rows = Uptake.objects.filter(org=org).select_related("policy", "firm").order_by("pk")
    return _current(rows, library(org), keys, UPTAKE_KEY, UPTAKE_PLAIN, lambda one: {})


def _current(
    rows: Any, known: Library, keys: Sequence[Key] | None, key: Sequence[str], names: Sequence[str], more: Callable[[Any], Row]
) -> dict[Key, Row]:
    """Whichever way a cell names the policy, it is the same record."""
    asked: dict[Key, Key] = {}
    for one in keys or ():
        policy = known.find(str(one[0]))
        if policy is not None:
            asked[policy.pk, *one[1:]] = one
    found: dict[Key, Row] = {}
    for record in rows:
        row = {name: getattr(record, name) for name in names}
        row |= {"enterprise_name": record.firm.name, "credit_code": record.firm.credit_code, **more(record)}
        told = (record.policy_id, *(row[name] for name in key[1:]))
        if keys is not None and told not in asked:
            continue
        row["policy"] = known.written(record.policy) if keys is None else asked[told][0]
        found[tuple(row[name] for name in key)] = {name: None if value == "" else value for name, value in row.items()}
    return found


def check_pushes(org: Organisation, rows: Sequence[Row]) -> Findings:
    """核对推送: the policy and the person are known; an answer has its day, a refusal its reason."""
    known, names = library(org), named(org)
    found: Findings = {}
    for index, row in enumerate(rows):
        _check_policy(found, index, row, known, "pushed_on")
        try:
            names.person(row.get("person") or "", "推送人")
        except Refused as refused:
            problem, _, advice = str(refused).rstrip("。").partition("，")
            found.setdefault(index, []).append(("person", problem, advice))
        reply, replied = row.get("reply") or Reply.WAITING, row.get("replied_on")
        if reply == Reply.DECLINED and not row.get("reason"):
            found.setdefault(index, []).append(("reason", "企业不申报，没有填原因", "请填写不申报原因"))
        if reply == Reply.WAITING and replied is not None:
            found.setdefault(index, []).append(("replied_on", "待答复的填了答复日期", "请填企业答复，或者清空答复日期"))
        if reply != Reply.WAITING and replied is None:
            found.setdefault(index, []).append(("replied_on", "已有答复，没有填答复日期", "请填写答复日期"))
        out_of_order(found, index, row, "pushed_on", "replied_on", "答复日期早于推送日期，请核对两个日期。")
    return found


def check_uptakes(org: Organisation, rows: Sequence[Row]) -> Findings:
    """核对享受情况: days in order, every amount with its day, granted within agreed."""
    known = library(org)
    found: Findings = {}
    for index, row in enumerate(rows):
        _check_policy(found, index, row, known, "applied_on")
        out_of_order(found, index, row, "applied_on", "agreed_on", "同意日期早于申报日期，请核对两个日期。")
        out_of_order(found, index, row, "agreed_on", "granted_on", "兑现日期早于同意日期，请核对两个日期。")
        agreed, granted = row.get("agreed_amount"), row.get("granted_amount")
        if agreed is not None and row.get("agreed_on") is None:
            found.setdefault(index, []).append(("agreed_on", "填了同意金额，没有填同意日期", "请填写同意日期"))
        if (granted is None) != (row.get("granted_on") is None):
            found.setdefault(index, []).append(("granted_on", "兑现日期和兑现金额只填了一个", "应同时填写"))
        if row.get("granted_on") is not None and row.get("agreed_on") is None:
            found.setdefault(index, []).append(("agreed_on", "已兑现，没有填同意日期", "请填写同意日期"))
        if agreed is not None and granted is not None and granted > agreed:
            found.setdefault(index, []).append(("granted_amount", "兑现金额大于同意金额", "请核对两个金额和单位"))
    return found


def _check_policy(found: Findings, index: int, row: Row, known: Library, day: str) -> None:
    words = row.get("policy") or ""
    policy = known.find(words)
    if policy is not None:
        first = min(policy.starts_on, policy.published_on or policy.starts_on)
        if row.get(day) is not None and row[day] < first:
            found.setdefault(index, []).append((day, f"该政策自 {first:%Y-%m-%d} 起才有", "请核对日期和政策"))
        return
    if known.number(words) > 1:
        found.setdefault(index, []).append(("policy", f"有 {known.number(words)} 项政策名为“{words}”", "请写成“政策名称（文号）”"))
    elif words:
        found.setdefault(index, []).append(("policy", f"政策库中没有“{words}”", "请核对名称，或者先在政策库登记"))


def apply_pushes(org: Organisation, rows: Sequence[Row], changes: Changes, by: User, today: date) -> None:
    """写入推送."""
    known, names = library(org), named(org)
    firms = note_firms(org, [_firm(row) for row in rows], changes)

    def make(row: Row) -> dict[str, Any]:
        values = {name: row.get(name) for name in PUSH_PLAIN}
        words = {name: values[name] or "" for name in ("reason", "note")}
        about = {"org": org, "policy": known.find(row["policy"]), "firm": firms[row["credit_code"]]}
        return {**about, **values, **words, "reply": values["reply"] or Reply.WAITING, "person": names.person(row["person"], "推送人")}

    _write(changes, Push.objects.filter(org=org), rows, known, PUSH_KEY, make)


def apply_uptakes(org: Organisation, rows: Sequence[Row], changes: Changes, by: User, today: date) -> None:
    """写入享受情况."""
    known = library(org)
    firms = note_firms(org, [_firm(row) for row in rows], changes)

    def make(row: Row) -> dict[str, Any]:
        values = {name: row.get(name) for name in UPTAKE_PLAIN}
        about = {"org": org, "policy": known.find(row["policy"]), "firm": firms[row["credit_code"]]}
        return {**about, **values, "note": values["note"] or ""}

    _write(changes, Uptake.objects.filter(org=org), rows, known, UPTAKE_KEY, make)


def _write(changes: Changes, queryset: Any, rows: Sequence[Row], known: Library, key: Sequence[str], make: Callable[[Row], Any]) -> None:
    """The rows with the policy's own key, whichever way its name was written."""
    keyed = [{**row, "policy_id": getattr(known.find(row["policy"]), "pk", None)} for row in rows]
    names = ("policy_id", *key[1:])
    paths = tuple("firm__credit_code" if name == "credit_code" else name for name in names)
    upsert(changes, queryset.select_related("org", "policy", "firm"), keyed, key=names, paths=paths, make=make)


def _firm(row: Row) -> NamedFirm:
    return NamedFirm(row["credit_code"], row["enterprise_name"])


POLICY = ImportColumn(
    name="policy",
    title="政策名称",
    aliases=("政策", "享受政策"),
    required=True,
    max_length=310,
    example="高新技术企业认定奖励",
    hint="政策库中的名称；有同名的写成“政策名称（文号）”",
)
FIRM = ImportColumn(
    name="enterprise_name",
    title="企业名称",
    aliases=("企业", "单位名称", "企业全称"),
    required=True,
    example="宁阳恒泰机械有限公司",
)
CREDIT_CODE = ImportColumn(
    name="credit_code",
    title="统一社会信用代码",
    type=ColumnType.CREDIT_CODE,
    aliases=("信用代码", "社会信用代码"),
    required=True,
    example="91370921MT8M8HEUT1",
)
NOTE = ImportColumn(name="note", title="备注", aliases=("说明",))


def _day(name: str, title: str, *, required: bool = False, example: str = "") -> ImportColumn:
    return ImportColumn(name=name, title=title, type=ColumnType.DATE, required=required, example=example)


def _amount(name: str, title: str, example: str) -> ImportColumn:
    return ImportColumn(name=name, title=title, type=ColumnType.MONEY, example=example)


DELIVERY_SHEETS = (
    ImportSheet(
        kind="policy_push",
        title="惠企政策推送记录",
        permission=Permission.IMPORT,
        columns=(
            POLICY,
            FIRM,
            CREDIT_CODE,
            _day("pushed_on", "推送日期", required=True, example="2023-05-10"),
            ImportColumn(
                name="channel",
                title="推送方式",
                type=ColumnType.CHOICE,
                required=True,
                choices=spelled(
                    Channel, {"短信": Channel.MESSAGE, "微信": Channel.MESSAGE, "走访": Channel.VISIT, "宣讲": Channel.MEETING}
                ),
                example="上门",
            ),
            ImportColumn(name="person", title="推送人", aliases=("经办人",), required=True, example="王思远"),
            ImportColumn(
                name="reply", title="企业答复", type=ColumnType.CHOICE, choices=spelled(Reply), example="已告知", hint="不填的为待答复"
            ),
            _day("replied_on", "答复日期", example="2023-05-12"),
            ImportColumn(name="reason", title="不申报原因", example=""),
            NOTE,
        ),
        key=PUSH_KEY,
        current=current_pushes,
        check=check_pushes,
        apply=apply_pushes,
        sheet_hints=("推送",),
        list_url_name="policy:pushes",
        order=262,
    ),
    ImportSheet(
        kind="policy_uptake",
        title="惠企政策享受情况",
        permission=Permission.IMPORT,
        columns=(
            POLICY,
            FIRM,
            CREDIT_CODE,
            ImportColumn(name="year", title="年度", type=ColumnType.YEAR, required=True, example="2023"),
            _day("applied_on", "申报日期", required=True, example="2023-06-01"),
            _amount("applied_amount", "申报金额", "20"),
            _day("agreed_on", "同意日期", example="2023-07-01"),
            _amount("agreed_amount", "同意金额", "20"),
            _day("granted_on", "兑现日期", example="2023-08-01"),
            _amount("granted_amount", "兑现金额", "20"),
            NOTE,
        ),
        key=UPTAKE_KEY,
        current=current_uptakes,
        check=check_uptakes,
        apply=apply_uptakes,
        sheet_hints=("享受", "兑现"),
        list_url_name="policy:uptakes",
        order=264,
    ),
)
