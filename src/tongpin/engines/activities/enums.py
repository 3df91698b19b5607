"""选项: states, confidentiality, capacities and roles of links of activities."""

from django.db.models import TextChoices


class ActivityState(TextChoices):
    """工作记录状态. Only what was held counts."""

    PLANNED = "planned", "计划"
    HELD = "held", "已开展"
    CANCELLED = "cancelled", "已取消"
    WITHDRAWN = "withdrawn", "已撤回"


class ActivityArea(TextChoices):
    """工作记录类别: which side of the office a kind belongs to."""

    PARTY = "party", "党务"
    BUSINESS = "business", "业务"


class Confidentiality(TextChoices):
    """知悉范围: who sees the record; what is 限知悉 is in no search and no export."""

    PUBLIC = "public", "公开"
    INTERNAL = "internal", "内部"
    RESTRICTED = "restricted", "限知悉"


class Capacity(TextChoices):
    """参加身份."""

    CHAIR = "chair", "主持"
    RECORDER = "recorder", "记录"
    SPEAKER = "speaker", "主讲"
    ATTENDEE = "attendee", "出席"
    OBSERVER = "observer", "列席"


class LinkRole(TextChoices):
    """关联方式: what the activity is to the record it is linked to."""

    COUNTS = "counts", "计入"
    SERVES = "serves", "服务"
    FOLLOWS = "follows", "跟进"
