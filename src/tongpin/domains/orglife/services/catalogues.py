"""目录办理: a bureau takes over what is preset, adds its own, changes it from a day on, and ends it."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import date
from typing import Any, TypedDict, Unpack

from django.db import transaction

from tongpin.domains.orglife.calculations.topics import OWN, presets
from tongpin.domains.orglife.enums import Catalogue, DayRule
from tongpin.domains.orglife.models import CatalogueEntry
from tongpin.domains.orglife.selectors.catalogues import has_own
from tongpin.engines.ledgers.services import amend, enter
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.errors import Refused

SHARED = ("title", "order", "basis", "starts_on")
OF_CATALOGUE: Mapping[str, tuple[str, ...]] = {
    Catalogue.TOPIC: ("nature", "materials", "general_only", "two_thirds"),
    Catalogue.FESTIVAL: ("day_rule", "month", "day", "theme"),
    Catalogue.HALL: ("layer", "note"),
    Catalogue.POST: ("layer",),
}
"""Which columns each catalogue uses beside the shared ones."""
PRESET_BASIS = "系统预设"
PRESET_FROM = date(2000, 1, 1)


class EntryFields(TypedDict, total=False):
    """目录项栏目; each catalogue uses its own of them."""

    title: str
    order: int
    basis: str
    starts_on: date
    nature: str
    materials: str
    general_only: bool
    two_thirds: bool
    day_rule: str
    month: int | None
    day: int | None
    theme: str
    layer: str
    note: str


@transaction.atomic
def introduce_presets(*, org: Organisation, catalogue: str, by: User) -> list[CatalogueEntry]:
    """引入预设目录 as rows of an organisation's own, so that it can change and end them."""
    if catalogue not in Catalogue.values:
        raise Refused("没有这种目录，请重新选择。", field="catalogue")
    if has_own(org, catalogue):
        raise Refused(f"{org.name}已有自己的“{Catalogue(catalogue).label}”目录，不必再引入。", field="catalogue")
    found = []
    for one in presets(catalogue):
        values: dict[str, Any] = {name: getattr(one, name) for name in OF_CATALOGUE[catalogue] if name not in ("nature", "materials")}
        if catalogue == Catalogue.TOPIC:
            values |= {"nature": one.key, "materials": "、".join(one.materials)}
        record = CatalogueEntry(
            org=org,
            catalogue=catalogue,
            key=one.key,
            title=one.title,
            order=one.order,
            basis=PRESET_BASIS,
            starts_on=PRESET_FROM,
            **values,
        )
        found.append(enter(record, verb="catalogue_entry.entered", by=by, fields=(*SHARED, *OF_CATALOGUE[catalogue])))
    return found


@transaction.atomic
def add_entry(*, org: Organisation, catalogue: str, by: User, **fields: Unpack[EntryFields]) -> CatalogueEntry:
    """增加目录项 for an organisation and those below it."""
    if catalogue not in Catalogue.values:
        raise Refused("没有这种目录，请重新选择。")
    _check_day(fields)
    key = f"{fields.get('nature') or catalogue}{OWN}{secrets.token_hex(4)}"
    record = CatalogueEntry(org=org, catalogue=catalogue, key=key, **fields)
    return enter(record, verb="catalogue_entry.entered", by=by, fields=fields)


@transaction.atomic
def correct_entry(entry: CatalogueEntry, *, by: User, expected: int, **fields: Unpack[EntryFields]) -> CatalogueEntry:
    """更正目录项 that was entered wrongly; what a class of topics is stays."""
    _check_nature(entry, fields)
    _check_day(fields)
    return amend(entry, verb="catalogue_entry.corrected", by=by, expected=expected, values=dict(fields))


@transaction.atomic
def change_entry(entry: CatalogueEntry, *, by: User, expected: int, **fields: Unpack[EntryFields]) -> CatalogueEntry:
    """调整目录项 from ``starts_on`` on: what stood before stays as it was for the days before."""
    kept = CatalogueEntry.objects.get(pk=entry.pk)
    _check_open(kept)
    _check_nature(kept, fields)
    _check_day(fields)
    on = fields["starts_on"]
    if on <= kept.starts_on:
        raise Refused(f"调整日期应晚于原启用日期 {kept.starts_on:%Y-%m-%d}；原来登记有误的，请用“更正”。", field="starts_on")
    amend(kept, verb="catalogue_entry.ended", by=by, expected=expected, values={"ends_on": on})
    record = CatalogueEntry(org=kept.org, catalogue=kept.catalogue, key=kept.key, **{**_as_it_is(kept), **fields})
    return enter(record, verb="catalogue_entry.changed", by=by, fields=fields)


@transaction.atomic
def end_entry(entry: CatalogueEntry, *, by: User, expected: int, on: date) -> CatalogueEntry:
    """停用目录项 from a day on; what was entered under it stays."""
    _check_open(entry)
    if on < entry.starts_on:
        raise Refused("停用日期不能早于启用日期，请核对。", field="on")
    return amend(entry, verb="catalogue_entry.ended", by=by, expected=expected, values={"ends_on": on})


def _as_it_is(entry: CatalogueEntry) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in OF_CATALOGUE[entry.catalogue]}


def _check_open(entry: CatalogueEntry) -> None:
    if not CatalogueEntry.objects.filter(pk=entry.pk, ends_on__isnull=True).exists():
        raise Refused("该项已有停用日期，不能再调整或停用。请刷新查看。")


def _check_nature(entry: CatalogueEntry, fields: EntryFields) -> None:
    kept = CatalogueEntry.objects.filter(pk=entry.pk).values_list("nature", flat=True).first()
    if fields.get("nature", kept) != kept:
        raise Refused("议题性质不能更改，请停用后另行增加。", field="nature")


def _check_day(fields: EntryFields) -> None:
    """A fixed day must be one that a leap year has."""
    month, day = fields.get("month"), fields.get("day")
    if fields.get("day_rule") == DayRule.QINGMING or month is None or day is None:
        return
    try:
        date(2024, month, day)
    except ValueError:
        raise Refused(f"{month} 月没有 {day} 日，请核对。", field="day") from None
