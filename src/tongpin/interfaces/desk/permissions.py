"""工作台的权限."""

from enum import StrEnum


class DeskPermission(StrEnum):
    VIEW = "desk.view"
    ANSWER = "desk.answer"
