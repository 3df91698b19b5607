"""惠企政策: every way of changing policies, pushes and uptakes."""

from __future__ import annotations

from tests.factories.policy import make_policy, make_push, make_uptake, policy_fields, push_fields, uptake_fields
from tests.reliability.edit import Edit
from tests.reliability.fields import as_read, signed, signed_today
from tongpin.domains.policy.services import delivery, policies

POLICY_EDITS = (
    Edit(
        "correct_policy",
        lambda o: make_policy(o.org),
        lambda r, o, p: policies.correct_policy(r, **signed_today(o), **as_read(r), **policy_fields(title=r.title, summary=f"内容{p}")),
    ),
    Edit(
        "correct_push",
        lambda o: make_push(o.org),
        lambda r, o, p: delivery.correct_push(r, **signed_today(o), **as_read(r), **push_fields(r, note=f"备注{p}")),
    ),
    Edit("remove_push", lambda o: make_push(o.org), lambda r, o, p: delivery.remove_push(r, **signed(o), **as_read(r), reason=f"误登{p}")),
    Edit(
        "correct_uptake",
        lambda o: make_uptake(o.org),
        lambda r, o, p: delivery.correct_uptake(r, **signed_today(o), **as_read(r), **uptake_fields(r, note=f"备注{p}")),
    ),
    Edit(
        "remove_uptake",
        lambda o: make_uptake(o.org),
        lambda r, o, p: delivery.remove_uptake(r, **signed(o), **as_read(r), reason=f"误登{p}"),
    ),
)
