"""攻坚推进选项."""

from django.db import models


class TaskArea(models.TextChoices):
    """任务类别: a Party item and a business item are the same kind of row."""

    PARTY = "party", "党建"
    BUSINESS = "business", "业务"


class TaskState(models.TextChoices):
    """任务状态: a draft belongs to a project that has not started yet and may still lack owners and days."""

    DRAFT = "draft", "拟定"
    OPEN = "open", "进行中"
    DONE = "done", "已完成"
    CANCELLED = "cancelled", "已取消"


class PlanKind(models.TextChoices):
    """计划种类."""

    YEARLY = "yearly", "年度要点"
    DECISION = "decision", "上级决策"
    CAMPAIGN = "campaign", "专项行动"


class ProjectState(models.TextChoices):
    """项目状态."""

    DRAFT = "draft", "拟定"
    RUNNING = "running", "推进中"
    DONE = "done", "已完成"
    STOPPED = "stopped", "已终止"


class Grade(models.IntegerChoices):
    """紧急或难易程度."""

    ORDINARY = 1, "一般"
    HIGH = 2, "较高"
    UTMOST = 3, "很高"


class LinkType(models.TextChoices):
    """前后关系: which end of the predecessor decides which end of the task."""

    FINISH_START = "FS", "完成—开始"
    START_START = "SS", "开始—开始"
    FINISH_FINISH = "FF", "完成—完成"


class ChangeKind(models.TextChoices):
    """变更种类."""

    PLAN = "plan", "调整计划"
    LEVELLING = "levelling", "均衡安排"


class ChangeState(models.TextChoices):
    """变更状态."""

    ASKED = "asked", "待批准"
    APPROVED = "approved", "已批准"
    REFUSED = "refused", "未批准"
    WITHDRAWN = "withdrawn", "已撤回"


class LevellingState(models.TextChoices):
    """均衡测算状态."""

    RUNNING = "running", "测算中"
    FOUND = "found", "已得出方案"
    NONE = "none", "未得出方案"
    ACCEPTED = "accepted", "已采纳"
    DECLINED = "declined", "已放弃"
