"""学习表单."""

from __future__ import annotations

from typing import Any

from tongpin.domains.orglife.models import RequiredStudy, StudyRecord
from tongpin.domains.orglife.selectors.colleagues import colleagues
from tongpin.domains.orglife.selectors.study import required_studies_for
from tongpin.engines.ledgers.forms import LedgerForm
from tongpin.foundation.orgs.models import Organisation
from tongpin.foundation.ui.forms import offer
from tongpin.kernel.clock import today


class RequiredStudyForm(LedgerForm):
    """必学内容表单."""

    class Meta:
        model = RequiredStudy
        fields = ("year", "layer", "title", "source", "due_on")
        help_texts = {"title": "集体学过的，在登记会议或学习时关联到本条，参加的人不必再登记。"}


class StudyRecordForm(LedgerForm):
    """学习登记表单."""

    units = {"hours": "学时", "days": "天"}
    groups = (("培训（其他方式的留空）", ("days", "level")), ("学习成果", ("outcome", "outcome_text")))

    class Meta:
        model = StudyRecord
        fields = ("person", "on", "way", "title", "hours", "required", "days", "level", "outcome", "outcome_text")

    def __init__(self, *args: Any, org: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "person", colleagues(org, today()))
        offer(self, "required", required_studies_for(org))
