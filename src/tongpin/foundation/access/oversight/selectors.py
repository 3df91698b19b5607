"""监看查询: events and jobs as far as this person may oversee them."""

from __future__ import annotations

from django.db.models import OuterRef, Q, QuerySet, Subquery

from tongpin.foundation.access.selectors import visible_orgs, visible_users
from tongpin.foundation.accounts.doors import OfficeRequest
from tongpin.foundation.audit import selectors as audit
from tongpin.foundation.audit.models import AuditEvent
from tongpin.foundation.audit.permissions import AuditPermission
from tongpin.foundation.audit.services import VERIFIED
from tongpin.foundation.jobs import selectors as jobs
from tongpin.foundation.jobs.models import Job
from tongpin.foundation.jobs.permissions import JobPermission
from tongpin.foundation.orgs.models import Organisation


def visible_events(request: OfficeRequest) -> QuerySet[AuditEvent]:
    """Events of the organisations this person audits; those of no organisation (sign-ins) for who audits a root organisation."""
    orgs = visible_orgs(request.user, AuditPermission.VIEW)
    seen = Q(org_id__in=orgs.order_by().values("pk"))
    if orgs.filter(parent__isnull=True).exists():
        seen |= Q(org_id__isnull=True)
    name = Organisation.objects.filter(pk=OuterRef("org_id")).values("name")[:1]
    return audit.events().filter(seen).annotate(org_name=Subquery(name))


def event(request: OfficeRequest, seq: int) -> AuditEvent | None:
    """One event where this person may see it."""
    return visible_events(request).filter(seq=seq).first()


def newest_seq() -> int:
    """How many events the chain has."""
    newest = audit.events().first()
    return newest.seq if newest else 0


def last_verification() -> AuditEvent | None:
    """The last time the chain was checked."""
    return audit.events().filter(verb=VERIFIED).first()


def visible_jobs(request: OfficeRequest) -> QuerySet[Job]:
    """One's own jobs; those of the accounts in sight for who operates; all, with the system's own, for who operates a root organisation."""
    found, viewer = jobs.jobs(), request.user
    if visible_orgs(viewer, JobPermission.OPERATE).filter(parent__isnull=True).exists():
        return found
    return found.filter(Q(owner_id=viewer.pk) | Q(owner_id__in=visible_users(viewer, JobPermission.OPERATE).order_by().values("pk")))


def visible_job(request: OfficeRequest, pk: int) -> Job | None:
    """One job where this person may see it."""
    return visible_jobs(request).filter(pk=pk).first()
