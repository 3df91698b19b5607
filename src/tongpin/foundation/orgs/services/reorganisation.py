"""机构调整: rename, move, merge, close. Old records and figures keep the organisation, and the name, they had."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import F, Q, Value
from django.db.models.functions import Concat, Substr

from tongpin.foundation.accounts.models import User
from tongpin.foundation.audit.services import record
from tongpin.foundation.orgs import selectors
from tongpin.foundation.orgs.enums import OrgLevel
from tongpin.foundation.orgs.models import Organisation, OrganisationName, OrganisationPlacement, Post
from tongpin.foundation.orgs.records import check, save_versioned
from tongpin.foundation.orgs.services.organisations import hold_tree, refuse_bad_parent
from tongpin.kernel.errors import Refused, StaleRecord


@dataclass(frozen=True)
class Effects:
    """调整影响: sentences shown before a reorganisation is confirmed."""

    changes: tuple[str, ...]
    stays: tuple[str, ...]


def rename_effects(org: Organisation, name: str, on: date) -> Effects:
    """What renaming changes."""
    return Effects(
        changes=(f"自{on:%Y年%m月%d日}起，“{org.name}”称“{name}”。",),
        stays=("此前的记录、指标和报告仍用当时的名称。", "下级组织、人员、任职和授权不变。"),
    )


def move_effects(org: Organisation, parent: Organisation, on: date) -> Effects:
    """What moving under another parent changes."""
    below = Organisation.objects.filter(path__startswith=org.path).count() - 1
    return Effects(
        changes=(
            f"自{on:%Y年%m月%d日}起，“{org.name}”由“{org.parent.name if org.parent else '无上级'}”转隶“{parent.name}”。",
            f"下级组织{below}个随同转隶。",
            "获授权查看新上级全部下级的用户，将看到本组织及其下级的记录；只获授权原上级的用户不再看到。",
        ),
        stays=("本组织的记录、人员和任职不变。", "此前日期的指标仍按当时的隶属关系汇总。"),
    )


def merge_effects(org: Organisation, into: Organisation, on: date) -> Effects:
    """What merging into another organisation changes."""
    posts = Post.objects.filter(org=org, ends_on__isnull=True, starts_on__lt=on).count()
    return Effects(
        changes=(
            f"“{org.name}”自{on:%Y年%m月%d日}起撤销，并入“{into.name}”。",
            f"下级组织{selectors.children(org).count()}个转隶“{into.name}”。",
            f"在任的任职{posts}项自该日结束。",
        ),
        stays=(f"“{org.name}”的记录、指标和报告仍归原组织，可在“{into.name}”之下查到。",),
    )


def close_effects(org: Organisation, on: date) -> Effects:
    """What closing changes."""
    posts = Post.objects.filter(org=org, ends_on__isnull=True, starts_on__lt=on).count()
    return Effects(
        changes=(f"“{org.name}”自{on:%Y年%m月%d日}起撤销，没有承接组织。", f"在任的任职{posts}项自该日结束。"),
        stays=("已有的记录、指标和报告仍归本组织，可继续查询。",),
    )


@transaction.atomic
def rename_organisation(
    *, org: Organisation, name: str, on: date, today: date, version: int, by: User, short_name: str = "", basis: str = ""
) -> None:
    """更名: from ``on`` the organisation bears the new name; the old one stays on file with its dates."""
    _hold(org, version)
    _refuse_gone(org)
    _refuse_future(on, today)
    before = {"name": org.name, "short_name": org.short_name}
    org.name, org.short_name = name.strip(), short_name.strip()
    if before == {"name": org.name, "short_name": org.short_name}:
        raise Refused("新名称与现用名称相同，无须更名。", field="name")
    check(org)
    save_versioned(org, expected=version, fields=("name", "short_name"))
    current = OrganisationName.objects.get(org=org, valid_to__isnull=True)
    _refuse_before(on, current.valid_from)
    if current.valid_from == on:
        OrganisationName.objects.filter(pk=current.pk).update(name=org.name, short_name=org.short_name, basis=basis)
    else:
        OrganisationName.objects.filter(pk=current.pk).update(valid_to=on)
        OrganisationName.objects.create(org=org, name=org.name, short_name=org.short_name, valid_from=on, basis=basis)
    after = {"name": org.name, "short_name": org.short_name, "on": on.isoformat(), "basis": basis}
    record("organisation.renamed", by=by, subject=org.reference(), org_id=org.pk, before=before, after=after)


@transaction.atomic
def move_organisation(*, org: Organisation, parent: Organisation, on: date, today: date, version: int, by: User, basis: str = "") -> None:
    """转隶: from ``on`` the organisation, with all below it, stands under ``parent``."""
    _hold(org, version, parent)
    _refuse_gone(org)
    _refuse_future(on, today)
    if org.parent_id == parent.pk:
        raise Refused(f"“{org.name}”已隶属“{parent.name}”。", field="parent")
    if org.contains(parent):
        raise Refused("不能转隶到自己或自己的下级。", field="parent")
    refuse_bad_parent(OrgLevel(org.level), parent)
    before = {"parent": org.parent_id}
    _place(org, parent, on, basis)
    check(org)
    save_versioned(org, expected=version, fields=("parent",))
    after = {"parent": parent.pk, "on": on.isoformat(), "basis": basis}
    record("organisation.moved", by=by, subject=org.reference(), org_id=org.pk, before=before, after=after)


@transaction.atomic
def merge_organisation(*, org: Organisation, into: Organisation, on: date, today: date, version: int, by: User, basis: str = "") -> None:
    """合并: ``org`` ends on ``on`` and stands, as history, below ``into``; its records keep it, its sub-organisations move to ``into``."""
    _hold(org, version, into)
    _refuse_gone(org)
    _refuse_gone(into)
    _refuse_future(on, today)
    if org.contains(into):
        raise Refused("不能并入自己或自己的下级。", field="into")
    if org.face != into.face:
        raise Refused("行政组织与党组织不能合并。", field="into")
    _refuse_before(on, org.starts_on)
    _refuse_same_names(org, into)
    for child in selectors.children(org):
        _place(child, into, on, basis)
        Organisation.objects.filter(pk=child.pk).update(parent=into, version=F("version") + 1)
    _place(org, into, on, basis)
    _end(org, on, version, into)
    after = {"ends_on": on.isoformat(), "merged_into": into.pk, "basis": basis}
    record("organisation.merged", by=by, subject=org.reference(), org_id=org.pk, before={"ends_on": None}, after=after)


@transaction.atomic
def close_organisation(*, org: Organisation, on: date, today: date, version: int, by: User, basis: str = "") -> None:
    """撤销: the organisation ends without a successor; its records stay under it."""
    _hold(org, version)
    _refuse_gone(org)
    _refuse_future(on, today)
    _refuse_before(on, org.starts_on)
    if selectors.children(org).exists():
        raise Refused(f"“{org.name}”还有下级组织，请先转隶或撤销下级组织。")
    _end(org, on, version, None)
    after = {"ends_on": on.isoformat(), "basis": basis}
    record("organisation.closed", by=by, subject=org.reference(), org_id=org.pk, before={"ends_on": None}, after=after)


def _hold(org: Organisation, version: int, *others: Organisation) -> None:
    """One reorganisation after the other: each begins from the tree that the one before it left; StaleRecord where ``org`` was changed."""
    hold_tree()
    for one in (org, *others):
        one.refresh_from_db()
    if org.version != version:
        raise StaleRecord


def _end(org: Organisation, on: date, version: int, into: Organisation | None) -> None:
    org.ends_on, org.merged_into = on, into
    save_versioned(org, expected=version, fields=("ends_on", "merged_into", "parent"))
    Post.objects.filter(org=org, ends_on__isnull=True, starts_on__lt=on).update(ends_on=on, version=F("version") + 1)


def _place(org: Organisation, parent: Organisation, on: date, basis: str) -> None:
    """Puts ``org`` and all below it under ``parent`` from ``on``; the caller saves ``parent`` on the row."""
    current = OrganisationPlacement.objects.get(org=org, valid_to__isnull=True)
    _refuse_before(on, current.valid_from)
    if current.valid_from == on:
        OrganisationPlacement.objects.filter(pk=current.pk).update(parent=parent, basis=basis)
    else:
        OrganisationPlacement.objects.filter(pk=current.pk).update(valid_to=on)
        OrganisationPlacement.objects.create(org=org, parent=parent, valid_from=on, basis=basis)
    old_path, new_path = org.path, f"{parent.path}{org.pk}/"
    moved = Q(path__startswith=old_path)
    Organisation.objects.filter(moved).update(path=Concat(Value(new_path), Substr("path", len(old_path) + 1)))
    org.parent, org.path = parent, new_path


def _refuse_gone(org: Organisation) -> None:
    if org.ends_on is not None:
        raise Refused(f"“{org.name}”已撤销，不能再调整。")


def _refuse_same_names(org: Organisation, into: Organisation) -> None:
    there = selectors.children(into).values_list("name", flat=True)
    both = sorted(selectors.children(org).filter(name__in=list(there)).values_list("name", flat=True))
    if both:
        raise Refused(f"“{org.name}”与“{into.name}”都有下级“{'、'.join(both)}”，请先把同名的下级合并或更名。", field="into")


def _refuse_future(on: date, today: date) -> None:
    if on > today:
        raise Refused("生效日期不能晚于今天，请到日再办理。", field="on")


def _refuse_before(on: date, earliest: date) -> None:
    if on < earliest:
        raise Refused(f"生效日期不能早于{earliest:%Y年%m月%d日}（上一次变更或设立的日期）。", field="on")
