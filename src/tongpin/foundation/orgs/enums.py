"""组织层级与两张面孔."""

from django.db import models


class Face(models.TextChoices):
    """组织属性: the administrative side and the Party side of one office."""

    ADMIN = "admin", "行政"
    PARTY = "party", "党组织"


class OrgLevel(models.TextChoices):
    """组织层级."""

    PROVINCE = "province", "省级局"
    CITY = "city", "市级局"
    COUNTY = "county", "县级局"
    DEPARTMENT = "department", "科室"
    UNIT = "unit", "所属单位"
    PARTY_GROUP = "party_group", "党组"
    PARTY_COMMITTEE = "party_committee", "机关党委"
    PARTY_GENERAL_BRANCH = "party_general_branch", "党总支"
    PARTY_BRANCH = "party_branch", "党支部"
    PARTY_SMALL_GROUP = "party_small_group", "党小组"

    @property
    def face(self) -> Face:
        """Which side of the office an organisation of this level belongs to."""
        return Face.PARTY if self.value.startswith("party_") else Face.ADMIN

    @property
    def is_bureau(self) -> bool:
        return self in {OrgLevel.PROVINCE, OrgLevel.CITY, OrgLevel.COUNTY}
