"""界面权限."""

from enum import StrEnum


class UIPermission(StrEnum):
    """权限: what there is to allow in this subject."""

    GALLERY = "ui.gallery"
