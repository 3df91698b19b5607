"""企业台账查询: firms by code and by any of their names; titles, registrations and contracts with what a page shows of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from tongpin.domains.enterprises.enums import TitleKind, TitleStatus
from tongpin.domains.enterprises.models import Enterprise, EnterpriseName, SmeRegistration, TechnologyContract, Title
from tongpin.engines.ledgers.selectors import among
from tongpin.foundation.orgs.models import Organisation


def enterprises() -> QuerySet[Enterprise]:
    """企业清单."""
    return Enterprise.objects.select_related("org")


def former_names(enterprise: Enterprise) -> QuerySet[EnterpriseName]:
    """曾用名, newest first, without the name the firm goes by now."""
    return enterprise.former_names.exclude(name=enterprise.name).order_by("-seen_on", "-pk")


def name_matches(text: str) -> Q:
    """名称匹配: firms whose name, former name, initials or credit code contain ``text``."""
    former = EnterpriseName.objects.filter(name__icontains=text).values("enterprise_id")
    found = Q(name__icontains=text) | Q(credit_code__icontains=text) | Q(pk__in=former)
    return found | Q(initials__contains=text.lower()) if text.isascii() else found


def enterprises_named(org: Organisation, names: Iterable[str]) -> dict[str, Enterprise]:
    """按名称找企业: name → firm of ``org`` that bears it now, else bore it before. A name borne by several firms stays unanswered."""
    wanted = {name for name in names if name}
    if not wanted:
        return {}
    current = among(Enterprise.objects.filter(org=org), "name", wanted)
    found = _one_each((firm.name, firm) for firm in current if firm.name in wanted)
    missing = wanted - {firm.name for firm in current}
    former = among(EnterpriseName.objects.filter(enterprise__org=org).select_related("enterprise"), "name", missing) if missing else []
    return {**found, **_one_each((one.name, one.enterprise) for one in former if one.name in missing)}


def enterprise_named(org: Organisation, name: str) -> Enterprise | None:
    """The firm of ``org`` that bears ``name`` now or bore it before."""
    return enterprises_named(org, [name]).get(name)


def enterprise_with_code(org: Organisation, credit_code: str) -> Enterprise | None:
    """The firm of ``org`` with this 统一社会信用代码."""
    return Enterprise.objects.filter(org=org, credit_code=credit_code).first()


def concerning(pk: int, *, link: str = "enterprise", name: str = "enterprise_name") -> Q:
    """涉及该企业: records linked to the firm, and unlinked ones of the same organisation that name it as it is or was called."""
    firm = Enterprise.objects.filter(pk=pk).first()
    if firm is None:
        return Q(pk__in=())
    return Q(**{link: pk}) | Q(**{f"{link}__isnull": True, f"{name}__in": known_names(firm), "org": firm.org_id})


def known_names(enterprise: Enterprise) -> list[str]:
    """现名与曾用名 of a firm, for finding records that name it."""
    return [enterprise.name, *enterprise.former_names.values_list("name", flat=True)]


def certificates() -> QuerySet[Title]:
    """高新技术企业证书清单."""
    return Title.objects.filter(kind=TitleKind.HNTE).select_related("org", "enterprise")


def valid_on(day: date) -> Q:
    """有效: issued by ``day``, not past 有效期至, not revoked by then; revoked without a day never counts."""
    not_revoked = Q(status=TitleStatus.VALID) | Q(revoked_on__gt=day)
    return Q(issued_on__lte=day, valid_to__gte=day) & not_revoked


def sme_registrations() -> QuerySet[SmeRegistration]:
    """科技型中小企业入库清单."""
    return SmeRegistration.objects.select_related("org", "enterprise")


def contracts() -> QuerySet[TechnologyContract]:
    """技术合同清单."""
    return TechnologyContract.objects.select_related("org", "seller", "buyer")


def named_rows(text: str, name: str, number: str) -> Q:
    """记录匹配: records whose ``name`` or ``number`` contains ``text``, or whose firm is found by it."""
    return Q(**{f"{name}__icontains": text}) | Q(**{f"{number}__icontains": text}) | Q(enterprise__in=firms_matching(text))


def firms_matching(text: str) -> QuerySet[Enterprise]:
    """Firms found by name, former name, initials or credit code."""
    return Enterprise.objects.filter(name_matches(text))


def certificates_of(pk: int) -> QuerySet[Title]:
    """企业的高新技术企业证书."""
    return certificates().filter(enterprise_id=pk).order_by("-issued_on", "-pk")


def sme_registrations_of(pk: int) -> QuerySet[SmeRegistration]:
    """企业的科技型中小企业入库登记."""
    return sme_registrations().filter(enterprise_id=pk).order_by("-registered_on", "-pk")


def contracts_of(pk: int) -> QuerySet[TechnologyContract]:
    """企业的技术合同: as seller or buyer, linked or named."""
    seller, buyer = concerning(pk, link="seller", name="seller_name"), concerning(pk, link="buyer", name="buyer_name")
    return contracts().filter(seller | buyer).order_by("-registered_on", "-pk")


def _one_each(pairs: Iterable[tuple[str, Enterprise]]) -> dict[str, Enterprise]:
    found: dict[str, Enterprise] = {}
    several: set[str] = set()
    for name, firm in pairs:
        if name in found and found[name].pk != firm.pk:
            several.add(name)
        found[name] = firm
    return {name: firm for name, firm in found.items() if name not in several}
