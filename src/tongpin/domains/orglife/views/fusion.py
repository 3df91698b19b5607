"""融合清单页面: Party item × business item, and what serves none yet."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from tongpin.domains.orglife.forms.fusion import ServeForm
from tongpin.domains.orglife.lists.fusion import FUSION, ORPHANS, party_page
from tongpin.domains.orglife.permissions import Permission
from tongpin.domains.orglife.selectors.happenings import gathering_activities
from tongpin.domains.orglife.selectors.theme_days import business_sources, fusion_links, orphans
from tongpin.engines.activities.enums import LinkRole
from tongpin.engines.activities.services import link_activity
from tongpin.foundation.access.doors import OfficeRequest, fetch, requires
from tongpin.foundation.access.selectors import in_scope
from tongpin.foundation.ui.addresses import here
from tongpin.foundation.ui.forms import form_page
from tongpin.foundation.ui.lists import Action, list_page

VIEW, EDIT = Permission.VIEW, Permission.EDIT
MOST_MATCHES = 20


@requires(VIEW)
def fusion_list(request: OfficeRequest) -> HttpResponseBase:
    """融合清单."""
    lonely = in_scope(orphans(), request, VIEW).count()
    actions = (Action(f"未挂接业务的主题党日（{lonely} 次）", here(request, reverse("orglife:fusion_orphans"))),)
    return list_page(request, FUSION, in_scope(fusion_links(), request, VIEW, field="activity__org"), actions=actions)


@requires(VIEW)
def orphan_list(request: OfficeRequest) -> HttpResponseBase:
    """未挂接业务的主题党日."""
    actions = (Action("融合清单", here(request, reverse("orglife:fusion"))),)
    return list_page(request, ORPHANS, in_scope(orphans(), request, VIEW), actions=actions)


@requires(EDIT)
def serve(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """关联业务事项: what a meeting or theme day serves, found by its title among what the viewer may see."""
    activity = fetch(gathering_activities(), request.user, EDIT, pk)
    sources = business_sources()
    form = ServeForm(request.POST or None, kinds=[(one.kind, one.title) for one in sources if request.may(one.permission)])
    page = party_page(activity) or reverse("activities:activity", args=[pk])
    if request.method == "POST" and form.is_valid():
        source = next(one for one in sources if one.kind == form.cleaned_data["kind"])
        text = form.cleaned_data["title"]
        matches = source.find(text, request, MOST_MATCHES)
        exact = [one for one in matches if one.title == text] or list(matches)
        if len(exact) == 1:
            link_activity(activity, role=LinkRole.SERVES, to=exact[0], by=request.user)
            messages.success(request, f"已关联“{exact[0].title}”。")
            return redirect(here(request, page))
        names = "、".join(one.title for one in exact[:5])
        form.add_error("title", f"有不止一项，请填完整名称：{names}。" if exact else "没有找到，请核对名称。")
    return form_page(request, form, title=f"关联业务事项：{activity.title}", submit="关联", back=page)
