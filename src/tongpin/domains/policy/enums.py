"""选项: levels of policies, what a match says, how a firm was told and what it answered."""

from __future__ import annotations

from django.db import models


class PolicyLevel(models.TextChoices):
    """政策层级."""

    NATIONAL = "national", "国家"
    PROVINCE = "province", "省"
    CITY = "city", "市"
    COUNTY = "county", "县"


class MatchState(models.TextChoices):
    """匹配结论; a firm that lacks a figure is never counted among those that do not qualify."""

    MET = "met", "符合"
    NOT_MET = "not_met", "不符合"
    MISSING = "missing", "缺资料"
    TO_JUDGE = "to_judge", "待人工判断"


class Channel(models.TextChoices):
    """推送方式."""

    VISIT = "visit", "上门"
    PHONE = "phone", "电话"
    MESSAGE = "message", "短信或即时消息"
    MEETING = "meeting", "宣讲会"
    PAPER = "paper", "书面材料"


class Reply(models.TextChoices):
    """企业答复."""

    WAITING = "waiting", "待答复"
    INFORMED = "informed", "已告知"
    APPLIED = "applied", "已申报"
    DECLINED = "declined", "不申报"


class Reach(models.TextChoices):
    """送达情况 of a firm that a policy fits."""

    NONE = "none", "未送达"
    PUSHED = "pushed", "已送达"
    ENJOYED = "enjoyed", "已申报或享受"
