"""品牌: every way of changing a brand."""

from __future__ import annotations

from tests.factories.publicity import make_brand
from tests.reliability.edit import Edit
from tests.reliability.fields import as_read, signed_today
from tests.reliability.office import TODAY
from tongpin.domains.publicity.services import correct_brand, end_brand

BRAND_EDITS = (
    Edit(
        "correct_brand",
        lambda o: make_brand(o.org),
        lambda r, o, p: correct_brand(r, **signed_today(o), **as_read(r), name=f"品牌{p}", meaning="", started_on=r.started_on),
    ),
    Edit(
        "end_brand", lambda o: make_brand(o.org), lambda r, o, p: end_brand(r, **signed_today(o), **as_read(r), on=TODAY, reason=f"原因{p}")
    ),
)
