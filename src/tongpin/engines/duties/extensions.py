"""应尽事项 contributes its pages, records and verbs, the organisations that rules are about, and listens to changes of records."""

from __future__ import annotations

from tongpin.engines.duties.organisations import organisation_subjects
from tongpin.engines.duties.permissions import TITLES
from tongpin.engines.duties.services import records_changed
from tongpin.kernel.extensions import AuditVerb, ChangeListener, Extension, PermissionSet

VERBS = {
    "duty_adoption.made": "采用、停用或调整规则",
    "duty_adoption.changed": "更正单位调整",
    "duty_adoption.ended": "终止单位调整",
    "stated_fact.stated": "认定事实",
}

EXTENSIONS: list[Extension] = [
    PermissionSet(title="应尽事项", permissions={str(key): title for key, title in TITLES.items()}),
    ChangeListener(changed=records_changed),
    *organisation_subjects(),
    *(AuditVerb(verb=verb, title=title) for verb, title in VERBS.items()),
]
