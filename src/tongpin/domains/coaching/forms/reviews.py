"""辅导对象和人工认定表单."""

from __future__ import annotations

from typing import Any

from tongpin.domains.coaching.forms.firms import FirmForm
from tongpin.domains.coaching.models import CoachedFirm, FirmReview
from tongpin.domains.coaching.selectors.reviews import coaches
from tongpin.foundation.orgs.models import Organisation
from tongpin.foundation.ui.forms import offer
from tongpin.kernel.clock import today


class CoachedForm(FirmForm):
    """辅导对象表单."""

    class Meta:
        model = CoachedFirm
        fields = ("registered_on", "coach", "programme", "due_on", "rights_checked_on", "remark")
        help_texts = {
            "due_on": "在这一天以前补齐差距。",
            "rights_checked_on": "该日企业的知识产权已全部登记；没有填的，台账中没有不当作没有。",
        }

    def __init__(self, *args: Any, org: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "coach", coaches(org, today()))


class ReviewForm(FirmForm):
    """人工认定表单: what is not judged stays unknown."""

    units = {"management_points": "分"}
    groups = (
        (
            "高新技术企业认定",
            (
                "owns_core_ip",
                "in_key_field",
                "clean_year",
                "technical_level",
                "core_support",
                "joined_standard",
                "management_points",
            ),
        ),
        ("科技型中小企业评价", ("resident", "accounts_sound", "industry_allowed", "clean_record")),
        ("科技型中小企业直接确认", ("national_award", "research_body", "led_standard")),
        ("依据", ("basis",)),
    )

    class Meta:
        model = FirmReview
        fields = (
            "year",
            "owns_core_ip",
            "in_key_field",
            "clean_year",
            "technical_level",
            "core_support",
            "joined_standard",
            "management_points",
            "resident",
            "accounts_sound",
            "industry_allowed",
            "clean_record",
            "national_award",
            "research_body",
            "led_standard",
            "basis",
        )
        help_texts = {"year": "申报的年度；用于当年的研判。", "management_points": "四项合计，满分20分。"}
