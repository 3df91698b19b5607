"""权限: what may be done with 应尽事项."""

from __future__ import annotations

from enum import StrEnum


class DutyPermission(StrEnum):
    """应尽事项权限: findings about one person are seen only with ``PERSONS``; whoever holds ``OWN`` sees their own."""

    VIEW = "duties.view"
    PERSONS = "duties.persons"
    STATE = "duties.state"
    ADOPT = "duties.adopt"
    OWN = "duties.own"


TITLES: dict[DutyPermission, str] = {
    DutyPermission.VIEW: "查看应尽事项和研判结果",
    DutyPermission.PERSONS: "查看涉及个人的研判结果",
    DutyPermission.STATE: "补充认定事实",
    DutyPermission.ADOPT: "采用、停用和调整规则",
    DutyPermission.OWN: "查看本人的应尽事项",
}
