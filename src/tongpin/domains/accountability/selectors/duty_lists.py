"""责任清单和风险点查询."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery

from tongpin.domains.accountability.calculations.windows import Window, windows
from tongpin.domains.accountability.enums import RiskLevel
from tongpin.domains.accountability.models import DutyLine, DutyList, DutyProof, RiskCheck, RiskPoint
from tongpin.engines.activities.selectors import activities_of, held, links
from tongpin.foundation.orgs.models import Organisation
from tongpin.foundation.orgs.selectors import organisations


def duty_lists() -> QuerySet[DutyList]:
    """责任清单, with how many duties each has."""
    return DutyList.objects.select_related("org", "person").annotate(line_count=Count("lines"))


def duty_list_matches(text: str) -> Q:
    """Lists whose title, document or person contains ``text``."""
    return Q(title__icontains=text) | Q(document__icontains=text) | Q(person__name__icontains=text)


def duty_lines() -> QuerySet[DutyLine]:
    """责任事项."""
    return DutyLine.objects.select_related("org", "duty_list", "owner")


def duty_proofs() -> QuerySet[DutyProof]:
    """履责登记."""
    return DutyProof.objects.select_related("org", "line", "line__duty_list")


def lines_of(duty_list: DutyList) -> QuerySet[DutyLine]:
    """责任事项 of one list, in order."""
    return duty_lines().filter(duty_list=duty_list)


def proofs_of(line: DutyLine) -> QuerySet[DutyProof]:
    """履责登记 of one duty."""
    return duty_proofs().filter(line=line)


@dataclass(frozen=True, slots=True)
class Fulfilment:
    """履责情况 of one duty: its windows so far and how it stands now."""

    line: DutyLine
    windows: Sequence[Window]

    @property
    def pk(self) -> int:
        return self.line.pk

    @property
    def light(self) -> tuple[str, str, str]:
        """The last window decides; an earlier one without evidence is said."""
        if not self.windows:
            return "grey", "未到期", ""
        last = self.windows[-1]
        lacking = [one.period.title for one in self.windows if one.light == "red"]
        reason = f"{'、'.join(lacking)}没有履责佐证。" if lacking else ""
        return ("red", "无佐证", reason) if lacking else (last.light, last.word, reason)


def fulfilment(rows: Iterable[DutyLine], as_of: date) -> list[Fulfilment]:
    """履责情况 of many duties as of a day: from activities linked to them and from what was entered; three queries."""
    lines = list(rows)
    days: dict[int, list[date]] = {line.pk: [] for line in lines}
    for line_id, day in DutyProof.objects.filter(line__in=days).values_list("line", "done_on"):
        days[line_id].append(day)
    linked = links().filter(record_kind=DutyLine.record_kind, record_pk__in=list(days), activity__state="held")
    for pk, day in linked.values_list("record_pk", "activity__day"):
        days[pk].append(day)
    return [
        Fulfilment(line, windows(line.frequency, line.duty_list.year, days[line.pk], as_of, since=line.duty_list.issued_on))
        for line in lines
    ]


def activities_for(line: DutyLine) -> Mapping[int, date]:
    """履责的工作记录 by key."""
    return dict(held(activities_of(line.reference())).values_list("pk", "day"))


def risks() -> QuerySet[RiskPoint]:
    """廉政风险点, with the day of the last check."""
    last = RiskCheck.objects.filter(risk=OuterRef("pk")).order_by("-checked_on", "-pk")
    return RiskPoint.objects.select_related("org", "department", "owner").annotate(
        checked_on=Max("checks__checked_on"), is_effective=Subquery(last.values("is_effective")[:1])
    )


def risk_matches(text: str) -> Q:
    """Risks whose post, matter or control contains ``text``."""
    return Q(post__icontains=text) | Q(matter__icontains=text) | Q(control__icontains=text)


def checks_of(risk: RiskPoint) -> QuerySet[RiskCheck]:
    """检查记录 of a risk."""
    return RiskCheck.objects.filter(risk=risk)


def uncontrolled(rows: QuerySet[RiskPoint]) -> QuerySet[RiskPoint]:
    """高风险无措施."""
    return rows.filter(level=RiskLevel.HIGH, control="", ended_on__isnull=True)


def organisations_for_lists(org: Organisation) -> QuerySet[Organisation]:
    """可建责任清单的组织: the office, its departments and its Party organisations that stand today."""
    return organisations().filter(path__startswith=org.path, ends_on__isnull=True).order_by("path")
