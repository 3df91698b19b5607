"""选项: levels and states of honours."""

from django.db.models import TextChoices


class HonourLevel(TextChoices):
    """荣誉级别."""

    NATIONAL = "national", "国家"
    PROVINCE = "province", "省"
    CITY = "city", "市"
    COUNTY = "county", "县"


class HonourStatus(TextChoices):
    """荣誉状态."""

    HELD = "held", "有效"
    REVOKED = "revoked", "已撤销"
