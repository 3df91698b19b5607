"""应尽事项的状态与单位选择."""

from __future__ import annotations

from django.db import models


class FindingState(models.TextChoices):
    """研判状态: what a duty has come to on a day; the values are those of the rule engine."""

    OVERDUE = "overdue", "逾期"
    SOON = "soon", "临期"
    MISSING = "missing", "缺资料"
    OPEN = "open", "未到期"
    DONE = "done", "已完成"
    NOT_APPLICABLE = "not_applicable", "不适用"

    @property
    def colour(self) -> str:
        """The light of the state."""
        return {"overdue": "red", "soon": "blue", "missing": "yellow", "done": "green"}.get(self.value, "grey")

    @property
    def words(self) -> str:
        """The state where several findings are counted together: what has no due date is 不符合, not 逾期."""
        return "逾期或不符合" if self == FindingState.OVERDUE else str(self.label)

    @property
    def weight(self) -> int:
        """How much it asks for attention; the greatest decides where several findings share one cell."""
        return {"overdue": 5, "missing": 4, "soon": 3, "open": 2, "done": 1}.get(self.value, 0)


class Choice(models.TextChoices):
    """单位选择: what an adjustment does with a rule."""

    ON = "on", "采用"
    OFF = "off", "停用"
    KEEP = "keep", "照常执行，只作调整"
