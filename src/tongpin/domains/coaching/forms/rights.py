"""知识产权表单."""

from __future__ import annotations

from typing import Any

from tongpin.domains.coaching.forms.firms import FirmForm
from tongpin.domains.coaching.models import IntellectualProperty
from tongpin.domains.coaching.selectors.reviews import coaches
from tongpin.foundation.orgs.models import Organisation
from tongpin.foundation.ui.forms import offer
from tongpin.kernel.clock import today


class RightForm(FirmForm):
    """知识产权表单."""

    class Meta:
        model = IntellectualProperty
        fields = ("kind", "number", "title", "owner", "obtained", "applied_on", "granted_on", "ends_on", "coached_by")
        help_texts = {
            "kind": "Ⅰ类、Ⅱ类按种类自动确定；商标不在其列。",
            "owner": "与企业相同的可不填。",
            "granted_on": "还没有授权的不填。",
        }

    def __init__(self, *args: Any, org: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "coached_by", coaches(org, today()))
