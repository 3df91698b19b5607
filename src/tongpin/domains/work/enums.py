"""攻坚推进选项."""

from django.db import models


class TaskArea(models.TextChoices):
    """任务类别: a Party item and a business item are the same kind of row."""

    PARTY = "party", "党建"
    BUSINESS = "business", "业务"


class TaskState(models.TextChoices):
    """任务状态."""

    OPEN = "open", "进行中"
    DONE = "done", "已完成"
    CANCELLED = "cancelled", "已取消"
