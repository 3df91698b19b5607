"""权限查询: what a user may do, where, and which rows they see."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeVar

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from tongpin.foundation.access.models import Grant
from tongpin.foundation.access.roles import known_permissions, roles_by_key
from tongpin.foundation.accounts.doors import OfficeRequest
from tongpin.foundation.accounts.models import User
from tongpin.foundation.accounts.permissions import AccountPermission
from tongpin.foundation.accounts.selectors import users
from tongpin.foundation.orgs.enums import OrgLevel
from tongpin.foundation.orgs.models import Organisation, Person
from tongpin.foundation.orgs.permissions import OrgPermission
from tongpin.kernel import clock
from tongpin.kernel.reference import Reference

M = TypeVar("M", bound=Model)
BUREAUS = tuple(level.value for level in OrgLevel if level.is_bureau)


class Sight(Protocol):
    """视野: which rows a user sees; ``visible_to`` or ``handed_down_to``."""

    def __call__(self, queryset: QuerySet[M], user: User, permission: str, *, field: str = "org") -> QuerySet[M]: ...


def grants_of(user: User) -> list[Grant]:
    """有效授权: the user's grants in force today with their organisations; asked once per user object."""
    if not user.is_authenticated or user.pk is None:
        return []
    kept: list[Grant] | None = user.__dict__.get("_grants_in_force")
    if kept is None:
        today = clock.today()
        kept = list(
            Grant.objects.filter(Q(until__isnull=True) | Q(until__gt=today), user_id=user.pk, since__lte=today)
            .select_related("org")
            .order_by("pk")
        )
        user.__dict__["_grants_in_force"] = kept
    return kept


def forget_grants(user: User) -> None:
    """Makes the next question read the grants again."""
    user.__dict__.pop("_grants_in_force", None)


def permissions_of(user: User, org: Organisation | None = None) -> frozenset[str]:
    """权限集合: what the user may do anywhere, or for ``org``."""
    if is_operator(user):
        return frozenset(known_permissions())
    roles = roles_by_key()
    held = (g for g in grants_of(user) if g.role in roles and (org is None or _covers(g, org)))
    return frozenset(permission for g in held for permission in roles[g.role].permissions)


def may(user: User, permission: str, org: Organisation | int | None = None) -> bool:
    """能否: whether the user holds ``permission`` anywhere, or for ``org`` (an organisation, or its key)."""
    if is_operator(user):
        return True
    if isinstance(org, int):
        return visible_orgs(user, permission).filter(pk=org).exists()
    return any(org is None or _covers(g, org) for g in _grants_with(user, permission))


def is_operator(user: User) -> bool:
    """Whether this is the command line's own account, which may do everything and cannot sign in."""
    return bool(getattr(user, "is_operator", False))


def visible_to(queryset: QuerySet[M], user: User, permission: str, *, field: str = "org") -> QuerySet[M]:
    """看得见的: rows of organisations where the user holds ``permission``; none where they hold it nowhere.

    ``field`` leads from the row to its organisation ("enterprise__org"); "" where the rows are organisations themselves.
    """
    if is_operator(user):
        return queryset
    granted = _granted_orgs(user, permission)
    if granted is None:
        return queryset.none()
    if not field:
        return queryset.filter(granted)
    return queryset.filter(**{f"{field}__in": Organisation.objects.filter(granted).order_by().values("pk")})


def visible_orgs(user: User, permission: str) -> QuerySet[Organisation]:
    """可见组织: where the user holds ``permission``, sub-trees included."""
    return visible_to(Organisation.objects.all(), user, permission, field="")


def within(queryset: QuerySet[M], org: Organisation, *, field: str = "org") -> QuerySet[M]:
    """辖内: rows of ``org`` and everything below it."""
    if not field:
        return queryset.filter(_below(org))
    return queryset.filter(**{f"{field}__in": Organisation.objects.filter(_below(org)).order_by().values("pk")})


def in_scope(queryset: QuerySet[M], request: OfficeRequest, permission: str, *, field: str = "org") -> QuerySet[M]:
    """当前范围: what the viewer may see, inside the organisation that the page is looking at."""
    return within(visible_to(queryset, request.user, permission, field=field), request.scope.org, field=field)


def handed_down_to(queryset: QuerySet[M], user: User, permission: str, *, field: str = "org") -> QuerySet[M]:
    """下发到的: what the user may see, and what the organisations above theirs made for everybody below, up to their bureau.

    For records that hold downwards (rules to read, lists to study, campaigns, notices of the year): to be read there, never to be changed.
    """
    if is_operator(user):
        return queryset
    granted = _granted_orgs(user, permission)
    if granted is None:
        return queryset.none()
    above = [pk for grant in _grants_with(user, permission) for pk in _above(grant.org)]
    orgs = Organisation.objects.filter(granted | Q(pk__in=above)).order_by().values("pk")
    return queryset.filter(**{f"{field}__in": orgs})


def handed_down_in_scope(queryset: QuerySet[M], request: OfficeRequest, permission: str, *, field: str = "org") -> QuerySet[M]:
    """当前范围内下发到的: as ``in_scope``, with what was made above the organisation that the page is looking at."""
    org = request.scope.org
    here = Organisation.objects.filter(_below(org) | Q(pk__in=_above(org))).order_by().values("pk")
    return handed_down_to(queryset, request.user, permission, field=field).filter(**{f"{field}__in": here})


def holders(permission: str, org_ids: Iterable[int]) -> dict[int, list[int]]:
    """谁持有: organisation → keys of the active users who hold ``permission`` there, those with the nearest grant first; two queries."""
    today, roles = clock.today(), [key for key, role in roles_by_key().items() if permission in role.permissions]
    grants = Grant.objects.filter(Q(until__isnull=True) | Q(until__gt=today), since__lte=today, role__in=roles, user__is_active=True)
    held = list(grants.select_related("org").order_by("pk"))
    found: dict[int, list[int]] = {}
    for org in Organisation.objects.filter(pk__in=set(org_ids)):
        near = sorted((g for g in held if _covers(g, org)), key=lambda g: -len(g.org.path))
        found[org.pk] = list(dict.fromkeys(g.user_id for g in near))
    return found


def scope_orgs(user: User) -> QuerySet[Organisation]:
    """可选范围: organisations under any of the user's grants, for the page's organisation switch."""
    if is_operator(user):
        return Organisation.objects.all()
    grants = grants_of(user)
    return Organisation.objects.filter(_any_of(grants)) if grants else Organisation.objects.none()


def scope_choices(user: User, org: Organisation) -> QuerySet[Organisation]:
    """范围选项: bureaus in the user's sight, the organisations of their own grants, and the one chosen now."""
    own = [grant.org_id for grant in grants_of(user)]
    offered = Q(level__in=BUREAUS) | Q(pk__in=[*own, *([org.pk] if org.pk else [])])
    return scope_orgs(user).filter(offered).filter(Q(ends_on__isnull=True) | Q(pk=org.pk)).order_by("path")


def default_org(user: User) -> Organisation | None:
    """默认单位: of the user's first grant; the root for the command line's account."""
    if is_operator(user):
        return Organisation.objects.filter(parent__isnull=True, ends_on__isnull=True).order_by("pk").first()
    grants = grants_of(user)
    return grants[0].org if grants else None


def grant_list() -> QuerySet[Grant]:
    """授权清单, with users and organisations."""
    return Grant.objects.select_related("user", "org", "created_by").order_by("-since", "-pk")


def roles_held(user: User) -> frozenset[str]:
    """Keys of all roles that the user holds today or will hold."""
    today = clock.today()
    return frozenset(Grant.objects.filter(Q(until__isnull=True) | Q(until__gt=today), user_id=user.pk).values_list("role", flat=True))


def visible_users(viewer: User, permission: str) -> QuerySet[User]:
    """可管账号: those who belong to, or hold roles in, the viewer's organisations, and hold none outside them.

    So nobody resets the password of somebody who sees more than they do.
    """
    if is_operator(viewer):
        return users()
    orgs = visible_orgs(viewer, permission).order_by().values("pk")
    in_force = Grant.objects.filter(Q(until__isnull=True) | Q(until__gt=clock.today()), user_id=OuterRef("pk"))
    belongs = Exists(Person.objects.filter(user_id=OuterRef("pk"), org__in=orgs))
    return users().filter(belongs | Exists(in_force.filter(org__in=orgs))).exclude(Exists(in_force.exclude(org__in=orgs)))


def organisation_seen(pk: int, viewer: User) -> Reference | None:
    """The organisation where the viewer may see it."""
    found = visible_orgs(viewer, OrgPermission.VIEW).filter(pk=pk).first()
    return found.reference() if found else None


def person_seen(pk: int, viewer: User) -> Reference | None:
    """The person where the viewer may see them."""
    found = visible_to(Person.objects.all(), viewer, OrgPermission.VIEW).filter(pk=pk).first()
    return found.reference() if found else None


def user_seen(pk: int, viewer: User) -> Reference | None:
    """The account where the viewer may see it."""
    found = visible_users(viewer, AccountPermission.VIEW).filter(pk=pk).first()
    return found.reference() if found else None


def find_organisations(text: str, request: OfficeRequest, limit: int) -> list[Reference]:
    """Organisations whose name or code contains ``text``."""
    named = Q(name__icontains=text) | Q(short_name__icontains=text) | Q(code__iexact=text)
    return [org.reference() for org in visible_orgs(request.user, OrgPermission.VIEW).filter(named).order_by("path")[:limit]]


def find_people(text: str, request: OfficeRequest, limit: int) -> list[Reference]:
    """People whose name or pinyin contains ``text``."""
    seen = visible_to(Person.objects.all(), request.user, OrgPermission.VIEW)
    return [person.reference() for person in seen.filter(Q(name__icontains=text) | Q(pinyin__icontains=text))[:limit]]


def _covers(grant: Grant, org: Organisation) -> bool:
    return grant.org_id == org.pk or (grant.with_subtree and grant.org.contains(org))


def _grants_with(user: User, permission: str) -> list[Grant]:
    roles = roles_by_key()
    return [g for g in grants_of(user) if g.role in roles and permission in roles[g.role].permissions]


def _granted_orgs(user: User, permission: str) -> Q | None:
    grants = _grants_with(user, permission)
    return _any_of(grants) if grants else None


def _above(org: Organisation) -> list[int]:
    """Keys of the organisations above, from the nearest bureau down; none above a bureau, or where no bureau stands above."""
    keys = [int(part) for part in org.path.strip("/").split("/")[:-1] if part]
    if not keys or org.level in BUREAUS:
        return []
    levels = dict(Organisation.objects.filter(pk__in=keys).values_list("pk", "level"))
    bureau = next((place for place in range(len(keys) - 1, -1, -1) if levels.get(keys[place]) in BUREAUS), None)
    return [] if bureau is None else keys[bureau:]


def _any_of(grants: list[Grant]) -> Q:
    condition = Q()
    for grant in grants:
        condition |= _below(grant.org) if grant.with_subtree else Q(pk=grant.org_id)
    return condition


def _below(org: Organisation) -> Q:
    return Q(path__startswith=org.path) if org.path else Q(pk=org.pk)
