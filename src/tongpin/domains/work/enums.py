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


class ForceKind(models.TextChoices):
    """攻坚力量的形式."""

    LEADING_GROUP = "leading_group", "领导小组"
    HEADQUARTERS = "headquarters", "指挥部"
    TASK_FORCE = "task_force", "专班"
    SQUAD = "squad", "突击队"
    VANGUARD = "vanguard", "先锋队"


class ForceRole(models.TextChoices):
    """成员担任: 组长、指挥长、队长 alike are the head."""

    HEAD = "head", "负责人"
    DEPUTY = "deputy", "副负责人"
    MEMBER = "member", "成员"
    LIAISON = "liaison", "联络员"


class ContactKind(models.TextChoices):
    """沟通协调种类."""

    COORDINATION = "coordination", "沟通协调"
    BRIEFING = "briefing", "专题汇报"


class WorkForm(models.TextChoices):
    """组织形式, by how urgent and hard a project is."""

    REGULAR = "regular", "常规推进"
    TASK_FORCE = "task_force", "专班"
    HEADQUARTERS = "headquarters", "指挥部"
    SQUAD = "squad", "突击队"


class ObstacleState(models.TextChoices):
    """需协调事项状态."""

    OPEN = "open", "待答复"
    ANSWERED = "answered", "已答复"
    LIFTED = "lifted", "已自行解决"


class Comparison(models.TextChoices):
    """认定条件的要求."""

    AT_LEAST = "at_least", "不低于"
    AT_MOST = "at_most", "不高于"
    YES_NO = "yes_no", "定性要求"


class CriterionState(models.TextChoices):
    """达标情况: what is not known is missing, never taken for 0."""

    MET = "met", "达到"
    NOT_MET = "not_met", "未达到"
    MISSING = "missing", "缺数据"
