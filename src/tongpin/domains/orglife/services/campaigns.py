"""主题教育办理: campaigns, the actions they require, and what each organisation has done."""

from __future__ import annotations

from datetime import date
from typing import Any, TypedDict, Unpack

from django.db import transaction

from tongpin.domains.orglife.models import Campaign, CampaignAction, CampaignRecord
from tongpin.engines.ledgers.services import amend, enter, not_after, remove
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Organisation
from tongpin.kernel.errors import Refused


class CampaignFields(TypedDict):
    """主题教育栏目."""

    title: str
    basis: str
    starts_on: date
    ends_on: date
    scope_note: str


class ActionFields(TypedDict):
    """规定动作栏目."""

    number: int
    stage: str
    title: str
    due_on: date


@transaction.atomic
def open_campaign(*, org: Organisation, by: User, **fields: Unpack[CampaignFields]) -> Campaign:
    """启动主题教育."""
    return enter(Campaign(org=org, **fields), verb="campaign.opened", by=by, fields=fields)


@transaction.atomic
def correct_campaign(campaign: Campaign, *, by: User, expected: int, **fields: Unpack[CampaignFields]) -> Campaign:
    """更正主题教育."""
    return amend(campaign, verb="campaign.corrected", by=by, expected=expected, values=dict(fields))


@transaction.atomic
def require_action(campaign: Campaign, *, by: User, **fields: Unpack[ActionFields]) -> CampaignAction:
    """增加规定动作."""
    _within(campaign, fields)
    record = CampaignAction(org=campaign.org, campaign=campaign, **fields)
    return enter(record, verb="campaign_action.entered", by=by, fields=fields)


@transaction.atomic
def correct_action(action: CampaignAction, *, by: User, expected: int, **fields: Unpack[ActionFields]) -> CampaignAction:
    """更正规定动作."""
    _within(action.campaign, fields)
    return amend(action, verb="campaign_action.corrected", by=by, expected=expected, values=dict(fields))


@transaction.atomic
def remove_action(action: CampaignAction, *, by: User, expected: int, reason: str) -> CampaignAction:
    """移出规定动作 that nobody has done yet."""
    if action.records.exists():
        raise Refused("已有单位登记完成这一规定动作，不能移出。")
    fields = ("number", "stage", "title", "due_on")
    return remove(action, verb="campaign_action.removed", by=by, expected=expected, reason=reason, fields=fields)


@transaction.atomic
def record_done(
    action: CampaignAction, *, org: Organisation, by: User, today: date, done_on: date, note: str, activity: Any = None
) -> CampaignRecord:
    """登记完成 of a required action by an organisation, with the activity by which it was done where there is one."""
    not_after(done_on, today, "完成日期", field="done_on")
    if done_on < action.campaign.starts_on:
        raise Refused("完成日期不能早于主题教育的开始日期，请核对。", field="done_on")
    if activity is not None and activity.org_id != org.pk:
        raise Refused("所选工作记录不是该单位的，请重新选择。", field="activity")
    record = CampaignRecord(org=org, action=action, done_on=done_on, note=note, activity=activity)
    return enter(record, verb="campaign_record.entered", by=by, fields=("org", "action", "done_on", "activity", "note"))


@transaction.atomic
def withdraw_done(record: CampaignRecord, *, by: User, expected: int, reason: str) -> CampaignRecord:
    """撤销完成登记."""
    fields = ("org", "action", "done_on", "activity", "note")
    return remove(record, verb="campaign_record.removed", by=by, expected=expected, reason=reason, fields=fields)


def _within(campaign: Campaign, fields: ActionFields) -> None:
    if not campaign.starts_on <= fields["due_on"] <= campaign.ends_on:
        words = f"{campaign.starts_on:%Y-%m-%d} 至 {campaign.ends_on:%Y-%m-%d}"
        raise Refused(f"完成时限应在主题教育期间（{words}）内。", field="due_on")
