"""县局: what races and faults happen to: a county with a clerk, the product's indicators, and ledgers to import."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Any

from tests.factories.access import make_user
from tests.factories.accounts import make_operator
from tests.factories.dataio import workbook
from tests.factories.enterprises import credit_code
from tests.factories.orgs import OrgTree, make_tree
from tongpin.engines.dataio import services as dataio
from tongpin.engines.dataio.models import Batch
from tongpin.engines.indicators.services import sync_measures
from tongpin.foundation.accounts.models import User
from tongpin.foundation.audit.models import AuditEvent
from tongpin.foundation.audit.verify import verify
from tongpin.foundation.orgs.models import Organisation

TODAY = date(2024, 1, 15)
CERTIFICATE_HEADER = ["序号", "企业名称", "统一社会信用代码", "所属乡镇", "证书编号", "发证日期", "有效期至", "状态", "备注"]
_numbers = count(1)


@dataclass(frozen=True)
class Office:
    """县局 of a test."""

    tree: OrgTree
    org: Organisation
    clerk: User
    operator: User

    def stage(self, rows: Iterable[list[Any]], name: str = "高企台账.xlsx") -> Batch:
        """A batch that waits for its confirmation."""
        batch = dataio.stage(certificates(rows), name=name, org=self.org, by=self.clerk, today=TODAY)
        assert not [entry["errors"] for entry in dataio.report(batch)["files"] if entry["errors"]], dataio.report(batch)
        return batch

    def confirm(self, batch: Batch) -> Batch:
        """Confirms as a page does: with the batch as it was when the page was asked for."""
        return dataio.confirm(Batch.objects.get(pk=batch.pk), by=self.clerk, today=TODAY)

    def undo(self, batch: Batch) -> Batch:
        """Takes the batch back."""
        return dataio.undo(Batch.objects.get(pk=batch.pk), by=self.clerk)


def open_office() -> Office:
    """Puts the county and its clerk into the database."""
    tree = make_tree()
    operator = make_operator()
    sync_measures(by=operator, today=TODAY)
    return Office(tree, tree.ningyang, make_user(roles=[("clerk", tree.ningyang)], display_name="宁阳台账员"), operator)


def certificate(number: int, *, code: str = "", name: str = "", remark: str = "") -> list[Any]:
    """One row of the ledger of certificates."""
    code = code or credit_code(number)
    return [
        name or f"宁阳第{number}机械有限公司",
        code,
        "蒋集镇",
        f"GR2023{number:08d}",
        date(2023, 10, 1),
        date(2026, 9, 30),
        "有效",
        remark,
    ]


def new_certificates(how_many: int) -> list[list[Any]]:
    """Rows that nobody has imported yet."""
    return [certificate(50_000_000 + next(_numbers)) for _ in range(how_many)]


def certificates(rows: Iterable[list[Any]]) -> bytes:
    """The ledger as a workbook."""
    return workbook({"高企": [["2023年高新技术企业台账"], CERTIFICATE_HEADER, *([n, *row] for n, row in enumerate(rows, 1))]})


def events(verb: str) -> int:
    """How often this stands in the audit trail, after the whole trail was found sound."""
    report = verify()
    assert report.ok, report.message
    return AuditEvent.objects.filter(verb=verb).count()
