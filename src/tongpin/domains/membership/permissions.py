"""权限: what may be done with the records of 党员队伍; development files, grades, dues, appointments, procedures are closed."""

from enum import StrEnum


class Permission(StrEnum):
    """党员队伍权限."""

    OWN = "membership.own"
    VIEW = "membership.view"
    EDIT = "membership.edit"
    IMPORT = "membership.import"
    DEVELOPMENT = "membership.development"
    APPRAISALS = "membership.appraisals"
    DUES = "membership.dues"
    APPOINTMENTS = "membership.appointments"
    PROCEDURES = "membership.procedures"
