"""范围: which organisation, period and date a page looks at, always in its address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from tongpin.foundation.access.selectors import default_org, scope_choices, scope_orgs
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.extensions import DefaultYear, gathered
from tongpin.kernel.periods import Period


class NotInSight(Exception):
    """不在范围内: the organisation asked for is not there or not the viewer's."""


@dataclass(frozen=True)
class Scope:
    """范围: ``query`` are the parameters that keep it when following a link; ``orgs`` what the viewer may switch to, read when asked.

    ``problems`` are sentences about what was not understood.
    """

    org: Organisation
    period: Period
    as_of: date
    query: dict[str, str]
    orgs: Iterable[Organisation] = ()
    problems: tuple[str, ...] = ()


def read_scope(given: Mapping[str, str], user: User, today: date) -> Scope:
    """The scope that the parameters ask for; what cannot be read falls back to the default with a sentence."""
    org = _organisation(given.get("org", ""), user)
    problems: list[str] = []
    period = _period(given.get("period", ""), org, today, problems)
    as_of = _as_of(given.get("as_of", ""), period, today, problems)
    query = {"org": org.code, "period": str(period)} if org.code else {}
    if "as_of" in given and not any(p.startswith("截至日期") for p in problems) and given["as_of"]:
        query["as_of"] = as_of.isoformat()
    return Scope(org, period, as_of, query, scope_choices(user, org), tuple(problems))


def _organisation(code: str, user: User) -> Organisation:
    if not code:
        return default_org(user) or Organisation(name="未授权")
    found = scope_orgs(user).filter(code=code).first() if code.isprintable() else None
    if found is None:
        raise NotInSight
    return found


def _period(text: str, org: Organisation, today: date, problems: list[str]) -> Period:
    if text:
        try:
            return Period.parse(text)
        except ValueError:
            problems.append(f"期间“{text[:20]}”写法不对，应为 2023、2023-H1、2023-Q3 或 2023-07；已按默认期间显示。")
    return Period.year(_default_year(org, today))


def _default_year(org: Organisation, today: date) -> int:
    if org.pk is not None:
        for provider in gathered(DefaultYear):
            year = provider.year(org.pk, today)
            if year is not None:
                return year
    return today.year


def _as_of(text: str, period: Period, today: date, problems: list[str]) -> date:
    if text:
        try:
            day = date.fromisoformat(text)
        except ValueError:
            problems.append(f"截至日期“{text[:20]}”写法不对，应为 2023-12-31 的样式；已按默认日期显示。")
        else:
            if day <= today:
                return day
            problems.append(f"截至日期{day}还没有到；已按默认日期显示。")
    return min(period.last_day, today)
