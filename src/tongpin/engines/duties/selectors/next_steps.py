"""下一步: what may be done about a finding, by whom it is done where the viewer may not, and what people state where no record tells it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.urls import reverse

from tongpin.engines.duties.enums import FindingState
from tongpin.engines.duties.models import Finding
from tongpin.engines.duties.permissions import DutyPermission
from tongpin.engines.duties.selectors.gathering import contributed_facts, kind_title
from tongpin.engines.duties.selectors.lines import Line, line_of
from tongpin.foundation.access.selectors import may
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.extensions import gathered
from tongpin.kernel.obligations import DutyAction

SETTLED = (FindingState.DONE, FindingState.NOT_APPLICABLE)
KEEPERS = "党支部书记或者党务干部"
STATE_FACTS = "补充事实"


@dataclass(frozen=True)
class Offer:
    """可办事项: every contributed step, those of them that the viewer may take, and whether the viewer states facts."""

    actions: Sequence[DutyAction]
    allowed: frozenset[str]
    states: bool

    def may_take(self, action: DutyAction) -> bool:
        """Whether the viewer may take this step."""
        return action.permission in self.allowed


def actions_in(org: Organisation, viewer: User) -> Offer:
    """可办事项 for a viewer in an organisation."""
    actions = gathered(DutyAction)
    allowed = frozenset(one for one in {action.permission for action in actions} if may(viewer, one, org))
    return Offer(actions, allowed, may(viewer, DutyPermission.STATE, org))


def next_steps(line: Line, offer: Offer, org_code: str) -> list[tuple[str, str]]:
    """下一步 about a line: title and address; one sentence without an address, who does what, where the viewer can begin nothing."""
    if line.state in SETTLED:
        return []
    subject = replace(line.subject, org_code=org_code)
    fitting = [(one, url) for one in offer.actions if line.code in one.codes and (url := one.url(subject, line.window))]
    steps = [(one.title, url) for one, url in fitting if offer.may_take(one)]
    asked = left_unsaid(line)
    if asked and offer.states and line.finding:
        steps.append((STATE_FACTS, reverse("duties:state", args=[line.finding])))
    return steps or [(_sentence(line, [one for one, _ in fitting], is_asked=asked), "")]


def who_does_what(finding: Finding) -> str:
    """由谁办理: the sentence alone, for whom a finding concerns; "" once it is settled."""
    line = line_of(finding)
    if line is None or line.state in SETTLED:
        return ""
    return _sentence(line, [one for one in gathered(DutyAction) if line.code in one.codes], is_asked=left_unsaid(line))


def left_unsaid(line: Line) -> bool:
    """Whether the rule asks for a fact that no record of such a subject can tell, so that a person has to."""
    told = contributed_facts(line.subject.kind)
    return any(name not in told and not term.secret for name, term in line.rule.facts.items())


def with_steps(found: Iterable[Line], offer: Offer) -> list[Line]:
    """The lines, each with what may be done about it."""
    rows = list(found)
    codes = dict(Organisation.objects.filter(pk__in={one.subject.org_id for one in rows}).values_list("pk", "code"))
    return [replace(one, steps=tuple(next_steps(one, offer, codes.get(one.subject.org_id, "")))) for one in rows]


def _sentence(line: Line, fitting: Sequence[DutyAction], *, is_asked: bool) -> str:
    said = next((one.words for one in fitting if one.words), "")
    if said:
        return said
    if fitting:
        return f"由{KEEPERS}办理：{'、'.join(one.title for one in fitting)}。"
    if is_asked:
        return f"由{KEEPERS}核实后，在这项研判结果中补充事实。"
    return f"由{KEEPERS}核对{kind_title(line.subject.kind)}的记录，记录更正后随之更新。"
