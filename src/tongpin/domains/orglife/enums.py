"""组织生活选项."""

from django.db import models


class TalkKind(models.TextChoices):
    """谈话种类."""

    HEART = "heart", "谈心谈话"
    INTEGRITY = "integrity", "廉政谈话"
    BEFORE_POST = "before_post", "任前谈话"
    REMINDER = "reminder", "提醒谈话"
    SUPPORT = "support", "关怀谈话"


class SuggestionAnswer(models.TextChoices):
    """办理意见."""

    ADOPTED = "adopted", "采纳"
    PARTLY = "partly", "部分采纳"
    EXPLAINED = "explained", "解释说明"


class DocumentKind(models.TextChoices):
    """文件类别."""

    REGULATION = "regulation", "制度"
    SUPERIOR = "superior", "上级文件"
    NOTICE = "notice", "通知"
    PLAN = "plan", "方案计划"


class StudyLayer(models.TextChoices):
    """学习对象: layers of the office for which lists are drawn up."""

    ALL = "all", "全体"
    LEADER = "leader", "领导班子成员"
    MIDDLE = "middle", "中层干部"
    STAFF = "staff", "其他人员"


class StudyWay(models.TextChoices):
    """学习方式."""

    SELF = "self", "自学"
    SHARED = "shared", "分享交流"
    ONLINE = "online", "网络培训"
    TRAINING = "training", "集中培训"
    CADRE = "cadre", "干部教育培训"


class StudyOutcome(models.TextChoices):
    """学习成果."""

    NONE = "none", "无"
    PROPOSAL = "proposal", "提出建议"
    SOLVED = "solved", "解决问题"
    SHARED = "shared", "形成交流材料"
