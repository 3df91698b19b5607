"""组织设立与资料."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from pypinyin import Style, lazy_pinyin

from tongpin.foundation.accounts.models import User
from tongpin.foundation.audit.services import record
from tongpin.foundation.orgs.enums import OrgLevel
from tongpin.foundation.orgs.models import Organisation, OrganisationName, OrganisationPlacement
from tongpin.foundation.orgs.records import changed_fields, check, insert, save_versioned, snapshot
from tongpin.kernel.errors import Refused

_ORGANISATION = ("code", "name", "short_name", "level", "parent", "region_code", "starts_on")
_DETAILS = ("region_code", "sort_order")


def suggested_code(name: str) -> str:
    """组织代码: the initials of the name, with a number where they are taken."""
    initials = "".join(c for c in "".join(lazy_pinyin(name, style=Style.FIRST_LETTER)).upper() if c.isascii() and c.isalnum())
    base = initials[:30] or "ORG"
    taken = set(Organisation.objects.filter(code__startswith=base).values_list("code", flat=True))
    return next(code for number in range(1, len(taken) + 2) if (code := base if number == 1 else f"{base}-{number}") not in taken)


@transaction.atomic
def create_organisation(
    *,
    name: str,
    level: OrgLevel | str,
    starts_on: date,
    by: User,
    parent: Organisation | None = None,
    code: str = "",
    short_name: str = "",
    region_code: str = "",
    basis: str = "",
) -> Organisation:
    """设立组织 under ``parent``, with its first name and place on file."""
    level = OrgLevel(level)
    hold_tree()
    if parent is not None:
        parent.refresh_from_db()
    org = Organisation(
        code=(code or suggested_code(name)).strip().upper(),
        name=name.strip(),
        short_name=short_name.strip(),
        level=level,
        face=level.face,
        parent=parent,
        region_code=region_code.strip(),
        starts_on=starts_on,
    )
    refuse_bad_parent(level, parent)
    insert(org)
    org.path = f"{parent.path if parent else '/'}{org.pk}/"
    org.save(update_fields=["path"])
    OrganisationName.objects.create(org=org, name=org.name, short_name=org.short_name, valid_from=starts_on, basis=basis)
    OrganisationPlacement.objects.create(org=org, parent=parent, valid_from=starts_on, basis=basis)
    record("organisation.created", by=by, subject=org.reference(), org_id=org.pk, after=snapshot(org, _ORGANISATION))
    return org


@transaction.atomic
def edit_organisation(*, org: Organisation, region_code: str, sort_order: int, version: int, by: User) -> None:
    """修改组织资料. Name, parent and existence change by renaming, moving and merging."""
    before = snapshot(org, _DETAILS)
    org.region_code, org.sort_order = region_code.strip(), sort_order
    check(org)
    save_versioned(org, expected=version, fields=_DETAILS)
    old, new = changed_fields(before, org, _DETAILS)
    record("organisation.changed", by=by, subject=org.reference(), org_id=org.pk, before=old, after=new)


def hold_tree() -> None:
    """组织树逐件调整: until the end of the transaction nobody else changes who stands below whom."""
    list(Organisation.objects.select_for_update(no_key=True).filter(parent__isnull=True).order_by("pk").values_list("pk", flat=True))


def refuse_bad_parent(level: OrgLevel, parent: Organisation | None) -> None:
    """Refused where an organisation of this level cannot stand there."""
    if parent is None:
        if not level.is_bureau:
            raise Refused(f"{level.label}须有上级组织。", field="parent")
        return
    if parent.ends_on is not None:
        raise Refused(f"“{parent.name}”已撤销，不能作为上级。", field="parent")
    if OrgLevel(parent.level).face == "party" and level.face != "party":
        raise Refused("党组织之下只能设党组织。", field="parent")
