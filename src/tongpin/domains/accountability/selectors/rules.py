"""工单规则查询: the rules in force for an organisation on a day."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from tongpin.domains.accountability.calculations.colour import ColourRule
from tongpin.domains.accountability.calculations.repeats import RepeatRule
from tongpin.domains.accountability.models import OrderRules
from tongpin.foundation.orgs.models import Organisation

DEFAULT_BASIS = "系统默认，本单位尚未设置"


def order_rules() -> QuerySet[OrderRules]:
    """工单规则清单."""
    return OrderRules.objects.select_related("org")


def rules_on(org: Organisation, day: date) -> OrderRules:
    """某日规则: of the organisation itself, else of the nearest above it, else those every office begins with (not on file)."""
    above = [int(part) for part in org.path.strip("/").split("/") if part]
    rows = list(order_rules().filter(org__in=above, valid_from__lte=day).order_by("-valid_from", "-pk"))
    for key in reversed(above):
        for row in rows:
            if row.org_id == key:
                return row
    return OrderRules(org=org, valid_from=day, basis=DEFAULT_BASIS)


def colour_rule(rules: OrderRules) -> ColourRule:
    """颜色规则 of the rules."""
    return ColourRule(rules.yellow_urgency, rules.red_urgency, rules.yellow_urgings, rules.red_urgings, rules.soon_workdays)


def repeat_rule(rules: OrderRules) -> RepeatRule:
    """重复规则 of the rules."""
    return RepeatRule(rules.repeat_months, rules.repeat_by_subject, rules.repeat_by_cause)
