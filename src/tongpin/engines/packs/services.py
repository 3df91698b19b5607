"""规则包办理: a pack is entered, revised by a further edition, adopted or switched off from a day on; nothing is ever overwritten."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from typing import Any

from django.db import transaction

from tongpin.engines.ledgers.services import enter, tell
from tongpin.engines.packs.models import RulePack, RulePackEdition, RulePackSwitch
from tongpin.engines.packs.selectors import checks_of, editions_of, national_keys, switch_on, switches_of
from tongpin.engines.rules.pack_text import read_pack
from tongpin.foundation.access.selectors import BUREAUS
from tongpin.foundation.accounts.models import User
from tongpin.foundation.audit import services as audit
from tongpin.foundation.orgs.models import Organisation
from tongpin.foundation.orgs.records import insert, save_versioned
from tongpin.kernel.errors import Refused

MOST_TOLD = 20
BASIS = ("document", "document_number", "article")


@transaction.atomic
def enter_pack(
    *, org: Organisation, code: str, title: str, document: str, document_number: str, article: str, text: str, by: User
) -> RulePack:
    """登记规则包 with its first edition, which is in force only once it is adopted."""
    if org.level not in BUREAUS:
        raise Refused("规则包由本级单位建立，对所属科室同样有效；请在页面上方切换到本级单位后办理。")
    check_text(text, code)
    pack = RulePack(org=org, code=code, title=title.strip())

    def with_edition(saved: RulePack) -> None:
        insert(_edition(saved, 1, text, by, document=document, document_number=document_number, article=article))

    return enter(pack, verb="rule_pack.entered", by=by, fields=("code", "title", "latest"), with_parts=with_edition)


@transaction.atomic
def revise_pack(pack: RulePack, *, document: str, document_number: str, article: str, text: str, by: User, expected: int) -> RulePack:
    """修订规则包: a further edition; the one in force stays in force until the new one is adopted."""
    last = editions_of(pack)[0]
    basis = {"document": document.strip(), "document_number": document_number.strip(), "article": article.strip()}
    if last.text == _tidy(text) and all(getattr(last, name) == basis[name] for name in BASIS):
        raise Refused("与最新一版完全相同，没有需要保存的内容。", field="text")
    check_text(text, pack.code)
    pack.latest = last.number + 1
    save_versioned(pack, expected=expected, fields=("latest",))
    edition = _edition(pack, pack.latest, text, by, **basis)
    insert(edition)
    tell(pack.org_id, pack.record_kind)
    detail = {"edition": edition.number, "basis": edition.basis, "sha256": sha256(edition.text.encode()).hexdigest()}
    audit.record("rule_pack.revised", by=by, subject=pack.reference(), org_id=pack.org_id, detail=detail)
    return pack


@transaction.atomic
def switch_pack(pack: RulePack, *, number: int | None, starts_on: date, reason: str, by: User, expected: int, today: date) -> RulePack:
    """采用或停用规则包 from a day on. Only the first adoption may reach back: answers given once stay what they were."""
    edition = None if number is None else editions_of(pack).filter(number=number).first()
    if number is not None and edition is None:
        raise Refused(f"没有第 {number} 版。", field="number")
    before = switches_of(pack).exists()
    if before and starts_on < today:
        raise Refused(f"“{starts_on:%Y-%m-%d}”已经过去。为使以前的结论不变，应不早于今天（{today:%Y-%m-%d}）。", field="starts_on")
    if edition is None and not _would_be_on(pack, starts_on):
        raise Refused("规则包在这一天本来就没有采用，不需要停用。", field="number")
    if edition is not None:
        _check_cases(edition)
    save_versioned(pack, expected=expected, fields=("latest",))
    insert(RulePackSwitch(pack=pack, edition=edition, starts_on=starts_on, reason=reason.strip(), by=by))
    tell(pack.org_id, pack.record_kind)
    detail: dict[str, Any] = {"edition": number, "starts_on": starts_on.isoformat(), "reason": reason.strip()}
    verb = "rule_pack.switched_off" if edition is None else "rule_pack.adopted"
    audit.record(verb, by=by, subject=pack.reference(), org_id=pack.org_id, detail=detail)
    return pack


def check_text(text: str, code: str) -> None:
    """Refused with what is wrong, each with its line."""
    problems = read_pack(_tidy(text), code, frozenset(national_keys())).problems
    if problems:
        more = f"\n另有 {len(problems) - MOST_TOLD} 处。" if len(problems) > MOST_TOLD else ""
        raise Refused("\n".join(map(str, problems[:MOST_TOLD])) + more, field="text")


def _check_cases(edition: RulePackEdition) -> None:
    failing = [check for check in checks_of(edition) if not check.passes]
    if failing:
        told = "；".join(f"“{check.rule.title}”{check.failures}处" for check in failing)
        raise Refused(f"第 {edition.number} 版与案例不符，不能采用：{told}。请打开这一版查看，修订后再采用。", field="number")


def _would_be_on(pack: RulePack, day: date) -> bool:
    last = switch_on(pack, day)
    return last is not None and last.edition_id is not None


def _edition(pack: RulePack, number: int, text: str, by: User, **basis: str) -> RulePackEdition:
    return RulePackEdition(pack=pack, number=number, text=_tidy(text), author=by, **{name: basis[name].strip() for name in BASIS})


def _tidy(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").rstrip() + "\n"
