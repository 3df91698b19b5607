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
