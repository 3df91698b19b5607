"""报告办理: a bureau's own wording."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from tongpin.engines.indicators.selectors import measure_code
from tongpin.foundation.audit.services import record
from tongpin.foundation.orgs.models import Organisation
from tongpin.interfaces.reports.models import SentenceWording
from tongpin.interfaces.reports.slots import FigureSlot, read_sentence
from tongpin.kernel.errors import Refused

if TYPE_CHECKING:
    from tongpin.foundation.accounts.models import User

OWN_PREFIX = "B-"


@transaction.atomic
def reword_sentence(
    *,
    org: Organisation,
    report: str,
    sentence_id: str,
    section: str,
    text: str,
    from_year: int,
    basis: str,
    by: User,
    is_dropped: bool = False,
) -> SentenceWording:
    """改写句式: from a year on; earlier years keep the wording they had. Unknown slots and indicators are refused."""
    if not is_dropped:
        _check_slots(text)
    if not basis.strip():
        raise Refused("请填写修改依据，例如领导要求或文件名称。", field="basis")
    wording = SentenceWording.objects.create(
        org=org,
        report=report,
        sentence_id=sentence_id,
        section=section,
        text=text.strip(),
        is_dropped=is_dropped,
        from_year=from_year,
        basis=basis.strip(),
        written_by=by,
    )
    record(
        "report.reworded",
        by=by,
        subject=wording.reference(),
        org_id=org.pk,
        after={"sentence": sentence_id, "text": wording.text, "from_year": from_year, "dropped": is_dropped, "basis": wording.basis},
    )
    return wording


@transaction.atomic
def add_sentence(*, org: Organisation, report: str, section: str, text: str, from_year: int, basis: str, by: User) -> SentenceWording:
    """增加句式: numbered after those the bureau added before (B-01, B-02, …)."""
    Organisation.objects.select_for_update(no_key=True).get(pk=org.pk)  # numbers are given one after the other
    own = SentenceWording.objects.filter(org=org, report=report, sentence_id__startswith=OWN_PREFIX)
    number = own.values("sentence_id").distinct().count() + 1
    return reword_sentence(
        org=org,
        report=report,
        sentence_id=f"{OWN_PREFIX}{number:02d}",
        section=section.strip(),
        text=text,
        from_year=from_year,
        basis=basis,
        by=by,
    )


@transaction.atomic
def note_download(*, org: Organisation, year: int, form: str, by: User) -> None:
    """报告下载留痕."""
    record("report.downloaded", by=by, org_id=org.pk, detail={"report": "year-end", "year": year, "form": form})


def _check_slots(text: str) -> None:
    if not text.strip():
        raise Refused("句式不能为空；不再使用这一句请勾选“不再使用”。", field="text")
    unknown = [p.measure for p in read_sentence(text) if isinstance(p, FigureSlot) and not measure_code(p.measure)]
    if unknown:
        raise Refused(f"没有名为“{'”“'.join(unknown)}”的指标，请照“指标”页面的名称或代码填写。", field="text")
