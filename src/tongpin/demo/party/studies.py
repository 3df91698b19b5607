"""演示学习: layered lists of what must be studied, and what people studied for them; hours are a register, nobody is ranked."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from tongpin.demo.party.department import Department
from tongpin.domains.orglife.enums import StudyLayer, StudyOutcome, StudyWay
from tongpin.domains.orglife.services.study import record_study, require_study
from tongpin.foundation.accounts.models import User

LISTS = (
    # layer, title, source, month and day by which it is to be studied
    (StudyLayer.LEADER, "科技强国建设规划纲要", "中心组学习计划", (6, 30)),
    (StudyLayer.MIDDLE, "党支部工作条例（试行）", "机关党委学习安排", (9, 30)),
    (StudyLayer.ALL, "中国共产党章程", "机关党委学习安排", (12, 20)),
)


def study(made: Department, *, by: User, today: date) -> None:
    """必学清单 and 学习登记: leaders and heads of offices are through with theirs, of the list for everybody two branches are."""
    org = made.orgs["ST"]
    lists = {
        layer: require_study(org=org, by=by, year=today.year, layer=layer, title=title, source=source, due_on=date(today.year, month, day))
        for layer, title, source, (month, day) in LISTS
    }

    def studied(people: list[Any], layer: StudyLayer, on: date, outcome: str = "") -> None:
        for person in people:
            if on > today:
                continue
            record_study(
                org=org,
                by=by,
                today=today,
                person=person,
                on=on,
                way=StudyWay.SHARED if outcome else StudyWay.SELF,
                title=lists[layer].title,
                hours=Decimal(2),
                required=lists[layer],
                outcome=StudyOutcome.PROPOSAL if outcome else StudyOutcome.NONE,
                outcome_text=outcome,
            )

    studied(made.leaders, StudyLayer.LEADER, date(today.year, 5, 20))
    heads = [branch.secretary for code, branch in made.branches.items() if code not in ("ZB09", "ZB14")]
    studied(heads, StudyLayer.MIDDLE, date(today.year, 9, 16))
    for code in ("ZB05", "ZB10"):
        for place, person in enumerate(made.branches[code].people[:6]):
            studied([person], StudyLayer.ALL, date(today.year, 6, 10 + place), "建议把学习同走访企业结合起来" if place == 1 else "")
