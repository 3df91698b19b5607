"""应尽事项: every way of changing a unit's own choice on a rule."""

from __future__ import annotations

from datetime import date, timedelta

from tests.factories.duties import MEETINGS
from tests.reliability.edit import Edit, anew
from tests.reliability.fields import DAY, as_read, signed
from tests.reliability.office import Office
from tongpin.engines.duties import services as duties
from tongpin.engines.duties.enums import Choice
from tongpin.engines.duties.models import Adoption, LedgerStart
from tongpin.engines.rules.book import rule


def _adoption(o: Office) -> Adoption:
    start = date(2023, 1, 1)
    return Adoption.objects.create(
        org=o.org, rule_key=MEETINGS, choice=Choice.KEEP, parameters={"least": "1"}, basis="县局通知", effective_from=start
    )


def _start(o: Office) -> LedgerStart:
    return LedgerStart.objects.create(org=o.org, starts_on=date(2023, 1, 1), basis="启用通知")


DUTY_EDITS = (
    Edit(
        "change_adoption",
        anew(Adoption, _adoption),
        lambda r, o, p: duties.change_adoption(
            r, rule=rule(MEETINGS), **signed(o), **as_read(r), basis=f"县局通知{p}", parameters={"least": 2}
        ),
    ),
    Edit(
        "end_adoption",
        anew(Adoption, _adoption),
        lambda r, o, p: duties.end_adoption(r, **signed(o), **as_read(r), effective_to=DAY - timedelta(days=p)),
    ),
    Edit(
        "change_ledger_start",
        anew(LedgerStart, _start),
        lambda r, o, p: duties.change_ledger_start(
            r, **signed(o), **as_read(r), starts_on=DAY - timedelta(days=p), basis="启用通知", today=DAY
        ),
    ),
    Edit(
        "withdraw_ledger_start",
        anew(LedgerStart, _start),
        lambda r, o, p: duties.withdraw_ledger_start(r, **signed(o), **as_read(r), reason=f"原因{p}"),
    ),
)
