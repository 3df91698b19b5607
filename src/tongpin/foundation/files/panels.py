"""附件面板: the evidence part of a record page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tongpin.foundation.files import selectors
from tongpin.foundation.files.forms import AttachForm
from tongpin.foundation.files.permissions import FilePermission
from tongpin.kernel.reference import Reference


def evidence_panel(reference: Reference, request: Any) -> Mapping[str, Any] | None:
    """佐证材料: the files of this record, and the form to add one where the viewer may."""
    if not selectors.record_url_name(reference.kind):
        return None
    may_attach = request.may(FilePermission.ATTACH, reference.org_id)
    return {
        "reference": reference,
        "attachments": selectors.attachments(reference),
        "may_attach": may_attach,
        "attach_form": AttachForm(auto_id=f"attach-{reference.kind}-%s") if may_attach else None,
    }


def stored_file(pk: int, viewer: Any) -> Reference | None:
    """The file as a reference where the viewer sees a record it hangs on."""
    found = selectors.downloadable(pk, viewer)
    return Reference("stored_file", pk, found[1], key=found[0].sha256) if found else None
