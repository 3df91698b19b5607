"""执行口径查询: a rule of this subject as the unit applies it on a day, and what it says of a project or a task."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

from django.db.models import QuerySet

from tongpin.domains.work.enums import WorkForm
from tongpin.domains.work.models import FormChoice, Project, WorkStandard
from tongpin.engines.rules.book import rule as rule_of
from tongpin.engines.rules.evaluate import Answer, apply_rule
from tongpin.engines.rules.overrides import Override, setting_on
from tongpin.engines.rules.rule import Rule
from tongpin.engines.rules.wording import show_value
from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.workdays import WorkCalendar

FORM, LADDER = "work.form", "work.ladder"
RULES = (LADDER, FORM)
STEPS = ("department_days", "leader_days", "party_group_days")

OUTCOMES: Mapping[str, str] = {
    **dict(WorkForm.choices),
    "none": "不提醒",
    "routed": "转责任领导答复",
    "person": "提醒责任人",
    "department": "提醒到科室负责人",
    "leader": "提醒到责任领导",
    "secretary": "提醒到党组书记",
}


@dataclass(frozen=True)
class Applied:
    """现行口径: a rule with the unit's own numbers in force on a day, and where they come from."""

    rule: Rule
    standard: WorkStandard | None

    @property
    def key(self) -> str:
        return self.rule.key

    @property
    def basis(self) -> str:
        """依据 of the numbers in force."""
        return self.rule.versions[0].basis

    @property
    def numbers(self) -> Mapping[str, Decimal]:
        return {name: value for name, value in self.rule.versions[0].values.items() if isinstance(value, Decimal)}

    @property
    def decisions(self) -> Sequence[tuple[str, str]]:
        """判断顺序 in words: (where, what follows), read from the top."""
        return [
            (
                line.when.words(self.rule.titles) if line.when else "其余情形",
                OUTCOMES.get(str(line.then.value({}) if line.then else ""), ""),
            )
            for line in self.rule.lines
        ]

    @property
    def lines(self) -> Sequence[tuple[str, str]]:
        """(what, value) in words."""
        return [(term.title, f"{show_value(self.rule.versions[0].values[name])}{term.unit}") for name, term in self.rule.parameters.items()]


def work_standards() -> QuerySet[WorkStandard]:
    """执行口径, the latest first."""
    return WorkStandard.objects.select_related("org")


def standard_title(standard: WorkStandard) -> str:
    """What a standard is about."""
    return rule_of(standard.rule).title


def standard_words(standard: WorkStandard) -> str:
    """The numbers of a standard in words."""
    terms = rule_of(standard.rule).parameters
    return "；".join(f"{terms[n].title}{value}{terms[n].unit}" for n, value in standard.values.items() if n in terms)


def standard_problem(key: str, values: Mapping[str, Decimal]) -> str:
    """What is wrong with the numbers; "" where nothing is."""
    if key not in RULES:
        return "没有这条规则。"
    terms = rule_of(key).parameters
    if set(values) != set(terms):
        return "请填写全部数值。"
    odd = [terms[name].title for name, value in values.items() if value < 0 or value != value.to_integral_value()]
    if odd:
        return f"“{odd[0]}”应为不小于 0 的整数。"
    days = [values[name] for name in STEPS] if key == LADDER else []
    if any(later <= earlier for earlier, later in pairwise(days)):
        return "提醒科室负责人、责任领导、党组书记的天数应依次增加。"
    return ""


class Standards:
    """各单位口径: all standards read once, so that many tasks are judged with two queries."""

    def __init__(self) -> None:
        self._rows = list(work_standards().order_by("starts_on", "pk"))
        self._kept: dict[tuple[str, str, date], Applied] = {}

    def applied(self, key: str, org: Organisation, on: date) -> Applied:
        """The rule with the numbers of the nearest organisation upwards that has set any by that day."""
        kept = self._kept.get((key, org.path, on))
        if kept is None:
            kept = self._kept[(key, org.path, on)] = self._find(key, org, on)
        return kept

    def _find(self, key: str, org: Organisation, on: date) -> Applied:
        found = [row for row in self._rows if row.rule == key and row.starts_on <= on and row.org.contains(org)]
        nearest = max(found, key=lambda row: (len(row.org.path), row.starts_on), default=None)
        rule = rule_of(key)
        version = rule.version_on(on) or rule.versions[0]
        if nearest is None:
            return Applied(replace(rule, versions=(version,)), None)
        values = {name: Decimal(value) for name, value in nearest.values.items() if name in rule.parameters}
        override = Override(rule=key, starts_on=nearest.starts_on, basis=nearest.basis, values=values)
        setting = setting_on(rule, [override], on)
        own = replace(version, values={**version.values, **setting.values}, basis=setting.basis)
        return Applied(replace(rule, versions=(own,)), nearest)


def form_facts(project: Project) -> dict[str, Any]:
    """急难程度的事实 of a project: its two grades, the departments its tasks involve, whether it is the number-one project."""
    involved = {pk for pk in project.tasks.order_by().values_list("department", flat=True) if pk}
    if project.department_id:
        involved.add(project.department_id)
    return {
        "urgency": project.urgency,
        "difficulty": project.difficulty,
        "departments": len(involved) or None,
        "number_one": project.is_number_one,
    }


def form_answer(project: Project, on: date) -> Answer:
    """规则确定的组织形式, with its trace."""
    return apply_rule(Standards().applied(FORM, project.org, on).rule, form_facts(project), on)


def form_words(form: str) -> str:
    """组织形式 in words."""
    return dict(WorkForm.choices).get(form, "")


def form_choices(project_pk: int) -> QuerySet[FormChoice]:
    """另行认定, the latest first."""
    return FormChoice.objects.filter(project=project_pk)


def ladder_answer(rule: Rule, *, late: int, has_ended: bool, is_blocked: bool, on: date) -> Answer:
    """逐级提醒到哪一级 by the unit's ladder."""
    return apply_rule(rule, {"workdays_late": late, "has_ended": has_ended, "obstacle_open": is_blocked}, on)


def workdays_late(due_on: date, on: date, calendar: WorkCalendar) -> int:
    """已逾期工作日; negative before the day."""
    return calendar.workdays_between(due_on, on).value
