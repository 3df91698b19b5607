"""规则包: every way of changing a pack, and what of it may stand once."""

from __future__ import annotations

from datetime import date
from itertools import count

from tests.factories.packs import TEXT, make_pack
from tests.reliability.edit import Edit
from tests.reliability.fields import as_read, signed_today
from tests.reliability.office import TODAY
from tests.reliability.once import Once
from tongpin.engines.packs.models import RulePack
from tongpin.engines.packs.services import enter_pack, revise_pack, switch_pack

_codes = count(1)
BASIS = {"document_number": "", "article": "", "text": TEXT}

PACK_EDITS = (
    Edit(
        "revise_pack",
        lambda o: make_pack(o.org, code=f"pack{next(_codes)}", by=o.clerk),
        lambda r, o, p: revise_pack(r, **BASIS, **as_read(r), document=f"办法{p}", by=signed_today(o)["by"]),
    ),
    Edit(
        "switch_pack",
        lambda o: make_pack(o.org, code=f"pack{next(_codes)}", by=o.clerk),
        lambda r, o, p: switch_pack(r, **signed_today(o), **as_read(r), number=1, starts_on=date(TODAY.year + 1, 1, 1), reason=f"原因{p}"),
    ),
)
PACK_ONCE = (
    Once(
        "enter_pack",
        "rule_pack_code_once",
        lambda o: f"once{next(_codes)}",
        lambda r, o, p: enter_pack(org=o.org, code=r, title=f"名称{p}", document="办法", **BASIS, by=signed_today(o)["by"]),
        lambda r: RulePack.objects.filter(code=r),
    ),
)
