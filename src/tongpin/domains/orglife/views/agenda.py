"""议题页面: items, opinions, recusals, and a decision that becomes a task."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from django.http import HttpResponseBase
from django.urls import reverse

from tongpin.domains.orglife.completeness import WITHOUT_MAKE_UP
from tongpin.domains.orglife.forms.agenda import ItemForm, OpinionForm, OpinionsForm, RecusalForm
from tongpin.domains.orglife.grounds import grounds
from tongpin.domains.orglife.lists.agenda import ITEMS
from tongpin.domains.orglife.permissions import Permission
from tongpin.domains.orglife.selectors import agenda as selectors
from tongpin.domains.orglife.selectors.catalogues import missing_materials, topic_of, topics_for
from tongpin.domains.orglife.selectors.completeness import leader_of
from tongpin.domains.orglife.selectors.meetings import meetings
from tongpin.domains.orglife.services import agenda as services
from tongpin.domains.orglife.views.hand_over import hand_over, may_hand_over
from tongpin.engines.ledgers.forms import DayForm, ReasonForm
from tongpin.engines.ledgers.pages import entry_page, record_actions
from tongpin.foundation.access.doors import OfficeRequest, fetch, requires
from tongpin.foundation.access.selectors import in_scope
from tongpin.foundation.ui.addresses import here
from tongpin.foundation.ui.lists import Action, list_page
from tongpin.foundation.ui.records import record_page
from tongpin.kernel.clock import today

VIEW, EDIT = Permission.VIEW, Permission.EDIT


@requires(VIEW)
def item_list(request: OfficeRequest) -> HttpResponseBase:
    """议题清单, over all meetings."""
    return list_page(request, ITEMS, in_scope(selectors.meeting_items(), request, VIEW))


@requires(VIEW)
def item_record(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """一项议题: what was said, decided, voted, and what came of it."""
    item = fetch(selectors.meeting_items(), request.user, VIEW, pk)
    steps = [] if item.meeting.is_closed else [("更正", "orglife:item_edit"), ("登记意见", opinion_page(item))]
    steps += [] if item.meeting.is_closed else [("登记表决", "orglife:vote_new"), ("登记回避", "orglife:recusal_new")]
    if item.follow_up and item.follow_up_done is None:
        steps.append(("落实完成", "orglife:item_done"))
    if not item.meeting.is_closed:
        steps.append(("移出", "orglife:item_remove"))
    return record_page(
        request,
        item.reference(),
        template="orglife/item.html",
        context={
            "item": item,
            "opinions": list(item.opinions.select_related("person")),
            "recusals": list(item.recusals.select_related("person")),
            "votes": [(vote, grounds(vote)) for vote in selectors.votes().filter(item=item)],
            "may_edit": request.may(EDIT, item.org) and not item.meeting.is_closed,
            "may_see_totals": request.may(Permission.VOTES, item.org),
        },
        facts=_facts(item),
        actions=_actions(request, item, steps),
        back=(item.meeting.activity.title, reverse("orglife:meeting", args=[item.meeting_id])),
    )


def opinion_page(item: Any) -> str:
    """Where views are entered: the whole round at once where a few people decide and somebody's view is not on file, else one by one."""
    waiting = item.meeting.kind in WITHOUT_MAKE_UP and selectors.still_to_speak(item, None)
    return "orglife:opinions_new" if waiting else "orglife:opinion_new"


def _facts(item: Any) -> list[tuple[str, Any]]:
    """Where, and what is known of the item; what is not entered is left out."""
    always = [
        ("会议", item.meeting.activity.title),
        ("召开日期", item.meeting.activity.day),
        ("序号", item.number),
        ("议题类别", item.get_topic_display()),
    ]
    known = [
        ("汇报人（领学人）", item.reporter),
        ("已备材料", item.materials),
        ("尚缺材料", "、".join(missing_materials(item, topic_of(item)))),
        ("已履行程序", item.steps_taken),
        ("讨论情况", item.discussion),
        ("决定事项", item.decision),
        ("贯彻落实措施", item.follow_up),
        ("落实责任人", item.follow_up_by),
        ("落实时限", item.follow_up_due),
        ("落实完成日期", item.follow_up_done),
    ]
    return [*always, *(fact for fact in known if fact[1])]


def _actions(request: OfficeRequest, item: Any, steps: Sequence[tuple[str, str]]) -> tuple[Action, ...]:
    """The main button is 交办任务 where something was decided and tasks are kept, else the first step."""
    task, rest = _task_action(request, item), record_actions(request, item, EDIT, *steps)
    return (*task, *(replace(one, primary=False) for one in rest)) if task and task[0].primary else (*rest, *task)


def _task_action(request: OfficeRequest, item: Any) -> tuple[Action, ...]:
    if not may_hand_over(request, item.org) or not request.may(EDIT, item.org):
        return ()
    return (Action("交办任务", here(request, reverse("orglife:item_task", args=[item.pk])), primary=bool(item.decision or item.follow_up)),)


@requires(EDIT)
def item_new(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """登记议题."""
    meeting = fetch(meetings(), request.user, EDIT, pk)
    service = partial(services.add_item, meeting, by=request.user)
    initial = {"number": selectors.next_number(meeting)}
    form, back = (
        ItemForm(request.POST or None, initial=initial, topics=topics_for(meeting.org, meeting.activity.day), kind=meeting.kind),
        reverse("orglife:meeting", args=[pk]),
    )
    title = f"登记议题：{meeting}"
    return entry_page(request, form, service, title=title, done="议题已登记。", page=back, back=back)


@requires(EDIT)
def item_edit(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """更正议题."""
    item = fetch(selectors.meeting_items(), request.user, EDIT, pk)
    service = partial(services.correct_item, item, by=request.user)
    topics = topics_for(item.org, item.meeting.activity.day)
    form, back = ItemForm(request.POST or None, instance=item, topics=topics, kind=item.meeting.kind), reverse("orglife:item", args=[pk])
    return entry_page(request, form, service, title=f"更正议题：{item}", done="议题已更正。", page="orglife:item", back=back)


@requires(EDIT)
def item_done(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """落实完成."""
    item = fetch(selectors.meeting_items(), request.user, EDIT, pk)
    service = partial(services.finish_follow_up, item, by=request.user, today=today())
    form, back = DayForm(request.POST or None, record=item), reverse("orglife:item", args=[pk])
    return entry_page(request, form, service, title=f"落实完成：{item}", done="已登记落实完成。", page="orglife:item", back=back)


@requires(EDIT)
def item_remove(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """移出议题."""
    item = fetch(selectors.meeting_items(), request.user, EDIT, pk)
    service = partial(services.remove_item, item, by=request.user)
    form, back = ReasonForm(request.POST or None, record=item), reverse("orglife:item", args=[pk])
    after = reverse("orglife:meeting", args=[item.meeting_id])
    return entry_page(request, form, service, title=f"移出议题：{item}", done="议题已移出。", page=after, back=back, submit="移出")


@requires(EDIT)
def item_task(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """交办任务: the decision becomes a task of the subject that keeps tasks."""
    item = fetch(selectors.meeting_items(), request.user, EDIT, pk)
    initial = selectors.suggested_task(item)
    return hand_over(request, item.reference(), item.org, initial, reverse("orglife:item", args=[pk]))


@requires(EDIT)
def opinion_new(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """登记意见."""
    item = fetch(selectors.meeting_items(), request.user, EDIT, pk)
    service = partial(services.record_opinion, item, by=request.user)
    last = max((one.position for one in item.opinions.all() if one.position is not None), default=0)
    form = OpinionForm(request.POST or None, people=selectors.people_of(item.meeting), initial={"position": last + 1})
    back = reverse("orglife:item", args=[pk])
    return entry_page(request, form, service, title=f"登记意见：{item}", done="意见已登记。", page=back, back=back)


@requires(EDIT)
def opinions_new(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """逐人登记意见: the whole round on one page, the leader last."""
    item = fetch(selectors.meeting_items(), request.user, EDIT, pk)
    speakers = selectors.still_to_speak(item, leader_of(item.org, item.meeting.activity.day))
    last = max((one.position for one in item.opinions.all() if one.position is not None), default=0)
    form = OpinionsForm(request.POST or None, speakers=speakers, people=selectors.people_of(item.meeting), first=last + 1)
    service, back = partial(services.record_opinions, item, by=request.user), reverse("orglife:item", args=[pk])
    return entry_page(request, form, service, title=f"逐人登记意见：{item}", done="意见已登记。", page=back, back=back)


@requires(EDIT)
def opinion_edit(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """更正意见."""
    opinion = fetch(selectors.opinions(), request.user, EDIT, pk)
    service = partial(services.correct_opinion, opinion, by=request.user)
    form = OpinionForm(request.POST or None, instance=opinion, people=selectors.people_of(opinion.item.meeting))
    back = reverse("orglife:item", args=[opinion.item_id])
    return entry_page(request, form, service, title="更正意见", done="意见已更正。", page=back, back=back)


@requires(EDIT)
def opinion_remove(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """移出意见."""
    opinion = fetch(selectors.opinions(), request.user, EDIT, pk)
    service = partial(services.remove_opinion, opinion, by=request.user)
    form, back = ReasonForm(request.POST or None, record=opinion), reverse("orglife:item", args=[opinion.item_id])
    return entry_page(request, form, service, title="移出意见", done="意见已移出。", page=back, back=back, submit="移出")


@requires(EDIT)
def recusal_new(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """登记回避."""
    item = fetch(selectors.meeting_items(), request.user, EDIT, pk)
    service = partial(services.record_recusal, item, by=request.user)
    form, back = RecusalForm(request.POST or None, people=selectors.people_of(item.meeting)), reverse("orglife:item", args=[pk])
    return entry_page(request, form, service, title=f"登记回避：{item}", done="回避已登记。", page=back, back=back)


@requires(EDIT)
def recusal_remove(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """移出回避登记."""
    recusal = fetch(selectors.recusals(), request.user, EDIT, pk)
    service = partial(services.remove_recusal, recusal, by=request.user)
    form, back = ReasonForm(request.POST or None, record=recusal), reverse("orglife:item", args=[recusal.item_id])
    return entry_page(request, form, service, title="移出回避登记", done="回避登记已移出。", page=back, back=back, submit="移出")
