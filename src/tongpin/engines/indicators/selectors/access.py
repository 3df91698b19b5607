"""指标记录的可见范围: which observations and targets a person may see."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from tongpin.engines.indicators.models import LightNote, Observation, Target
from tongpin.engines.indicators.permissions import IndicatorPermission
from tongpin.engines.indicators.selectors.targets import targets
from tongpin.engines.indicators.selectors.trace import observations
from tongpin.foundation.access.selectors import visible_to
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Organisation
from tongpin.foundation.orgs.selectors import ancestors
from tongpin.kernel.reference import Reference


def visible_observations(viewer: User) -> QuerySet[Observation]:
    """指标值 that a person may see."""
    return visible_to(observations(), viewer, IndicatorPermission.VIEW)


def visible_targets(viewer: User) -> QuerySet[Target]:
    """目标 that a person may see."""
    return visible_to(targets(), viewer, IndicatorPermission.VIEW)


def observation_reference(pk: int, viewer: Any) -> Reference | None:
    """The observation's reference where the viewer may see it."""
    found = visible_observations(viewer).filter(pk=pk).first()
    return found.reference() if found else None


def target_reference(pk: int, viewer: Any) -> Reference | None:
    """The target's reference where the viewer may see it."""
    found = visible_targets(viewer).filter(pk=pk).first()
    return found.reference() if found else None


def light_notes(org: Organisation, measure: Any) -> QuerySet[LightNote]:
    """红灯说明 of one indicator, newest first."""
    return LightNote.objects.filter(org=org, measure=measure).select_related("written_by").order_by("-month")


def top_of(org: Organisation) -> Organisation:
    """最上级组织 of the tree that ``org`` stands in; definitions are common to that tree."""
    above = ancestors(org)
    return above[0] if above else org
