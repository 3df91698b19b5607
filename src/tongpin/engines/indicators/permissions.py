"""指标的权限."""

from __future__ import annotations

from enum import StrEnum


class IndicatorPermission(StrEnum):
    """指标权限."""

    VIEW = "indicators.view"
    EDIT = "indicators.edit"
    REPORT = "indicators.report"


TITLES = {
    IndicatorPermission.VIEW: "查看指标、目标和红黄灯",
    IndicatorPermission.EDIT: "下达目标、修订指标口径",
    IndicatorPermission.REPORT: "填报指标值、说明红灯原因",
}
