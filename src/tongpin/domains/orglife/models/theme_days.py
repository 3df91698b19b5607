"""主题党日: what a theme day has beyond the happening itself."""

from __future__ import annotations

from typing import Any

from django.db import models

from tongpin.domains.orglife.calculations.topics import preset_festival_title
from tongpin.foundation.orgs.records import OwnedRecord
from tongpin.kernel.reference import Reference


class ThemeDay(OwnedRecord):
    """主题党日: a Party day with its theme. When, where, who and what it serves stand in its 工作记录."""

    record_kind = "theme_day"

    activity = models.OneToOneField("activities.Activity", on_delete=models.PROTECT, related_name="theme_day", verbose_name="工作记录")
    festival = models.CharField("结合节点", max_length=40, blank=True, default="")
    festival_title = models.CharField("结合节点名称", max_length=40, blank=True, default="", editable=False)
    is_science = models.BooleanField("融入科技业务", default=False)
    studied_beforehand = models.CharField("会前研究主题的会议或日期", max_length=200, blank=True, default="")
    follow_up = models.TextField("后续落实", blank=True, default="")

    class Meta:
        verbose_name = "主题党日"
        verbose_name_plural = "主题党日"
        ordering = ["-activity__day", "-pk"]

    def __str__(self) -> str:
        return str(self.activity.title)

    def get_festival_display(self) -> str:
        """结合节点 as it was called when the theme day was entered."""
        return self.festival_title or preset_festival_title(self.festival)

    @property
    def served_links(self) -> list[Any]:
        """What it serves: the links of that role, fetched with it or asked."""
        links = getattr(self.activity, "served", None)
        return [link for link in (self.activity.links.all() if links is None else links) if link.role == "serves"]

    @property
    def served_titles(self) -> list[str]:
        """The titles of the records it serves."""
        return [link.record_title for link in self.served_links]

    def reference(self) -> Reference:
        """How other records point at this theme day."""
        return Reference(self.record_kind, self.pk, self.activity.title, org_id=self.org_id)
