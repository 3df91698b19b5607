"""权限: what may be done with the records of 责任落实."""

from enum import StrEnum


class Permission(StrEnum):
    """责任落实权限."""

    VIEW = "accountability.view"
    EDIT = "accountability.edit"
    ANSWER = "accountability.answer"
    CHECK = "accountability.check"
    OWN = "accountability.own"
    SECRECY = "accountability.secrecy"
    INTEGRITY = "accountability.integrity"
    CASES = "accountability.cases"
