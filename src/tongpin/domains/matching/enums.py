"""选项: states of matching events and agreements."""

from django.db.models import TextChoices


class EventStatus(TextChoices):
    """活动状态."""

    PLANNED = "planned", "计划"
    HELD = "held", "已举办"
    CANCELLED = "cancelled", "已取消"


class AgreementStatus(TextChoices):
    """协议状态."""

    INTENT = "intent", "意向"
    SIGNED = "signed", "已签订"
    CANCELLED = "cancelled", "已终止"
