"""项目任务页面: the table of a draft, and rows pasted from Excel."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from tongpin.domains.work.enums import ProjectState
from tongpin.domains.work.forms.projects import NodeForm, PasteForm, node_forms
from tongpin.domains.work.pasting import pasted_workbook
from tongpin.domains.work.permissions import Permission
from tongpin.domains.work.selectors import projects as selectors
from tongpin.domains.work.selectors.networks import Network, network_of
from tongpin.domains.work.selectors.people import Named, named
from tongpin.domains.work.services import nodes as services
from tongpin.domains.work.sheets import NODES
from tongpin.engines.dataio import services as dataio
from tongpin.foundation.access.doors import OfficeRequest, fetch, requires
from tongpin.foundation.ui.addresses import address, whole_number
from tongpin.foundation.ui.forms import form_page
from tongpin.kernel.clock import today
from tongpin.kernel.errors import Refused

EDIT = Permission.EDIT
PER_PAGE = 50
SPARE = 5


@requires(EDIT)
def project_nodes_edit(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """编辑任务表: fifty tasks at a time and five empty rows; what was typed stays on the page until every row can be saved."""
    project = _draft(request, pk)
    network, names = network_of(project), named(project.org)
    page = Paginator(network.tasks, PER_PAGE).get_page(request.GET.get("page"))
    problem = ""
    if request.method == "POST":
        said = whole_number(request.POST.get("row-count", ""))
        count = 0 if said is None else min(said, PER_PAGE + SPARE)
        forms = node_forms(request.POST, [{}] * count, named=names)
        valid = [form.is_valid() for form in forms]
        if all(valid):
            written = [form for form in forms if not form.says_nothing]
            try:
                services.save_nodes(project, by=request.user, today=today(), rows=[form.row() for form in written])
            except services.RowsRefused as refused:
                problem = refused.message
                for place, remarks in refused.rows.items():
                    for name, message in remarks:
                        written[place].add_error(name if name in written[place].fields else None, message)
            except Refused as refused:
                problem = refused.message
            else:
                messages.success(request, "任务表已保存。")
                url = address(request, "work:project_nodes_edit", pk) if "more" in request.POST else address(request, "work:project", pk)
                return redirect(url)
        else:
            problem = "有几行需要修改，本次没有保存；各行的问题写在行下，改好后再保存。"
    else:
        forms = node_forms(None, [*_initial(network, names, page.object_list), *({} for _ in range(SPARE))], named=names)
    return _table(request, project, forms, names, page, problem)


def _initial(network: Network, names: Named, tasks: Any) -> list[dict[str, Any]]:
    before, numbers = network.before(), {t.pk: t.number for t in network.tasks}
    return [
        {
            "pk": t.pk,
            "version": t.version,
            "number": t.number,
            "title": t.title,
            "workdays": t.workdays,
            "predecessors": ", ".join(link.written(numbers[link.before_id]) for link in before.get(t.pk, ())),
            "leader": names.written(t.leader),
            "department": t.department.shown_name if t.department else "",
            "person": names.written(t.person),
            "is_node": t.is_node,
        }
        for t in tasks
    ]


def _table(request: OfficeRequest, project: Any, forms: list[NodeForm], names: Named, page: Any, problem: str) -> HttpResponseBase:
    context = {
        "title": f"编辑任务表：{project}",
        "project": project,
        "forms": forms,
        "page": page,
        "problem": problem,
        "people": sorted({names.written(p) for some in names.people.values() for p in some}),
        "departments": sorted({org.shown_name for org in names.departments.values()}),
        "crumbs": [(str(project), reverse("work:project", args=[project.pk]))],
    }
    return render(request, "work/nodes.html", context)


@requires(Permission.IMPORT)
def project_paste(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """从 Excel 粘贴: the cells go through the same preview as an imported file; nothing is saved before it is confirmed."""
    project = fetch(selectors.projects(), request.user, Permission.IMPORT, pk)
    if project.state != ProjectState.DRAFT:
        raise Http404
    form = PasteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            content = pasted_workbook(project.title, form.cleaned_data["cells"])
            name = f"{project.title[:60]}_粘贴的任务.xlsx"
            batch = dataio.stage(content, name=name, org=project.org, by=request.user, today=today(), kind=NODES.kind)
        except Refused as refused:
            form.refuse(refused)
        else:
            return redirect(address(request, "dataio:batch", batch.pk))
    back = reverse("work:project", args=[pk])
    intro = "粘贴后先核对：每个有问题的格子都会标出并说明，确认之前不写入；确认后可以整批撤销。"
    return form_page(request, form, title=f"从 Excel 粘贴：{project}", submit="核对", back=back, intro=intro)


def _draft(request: OfficeRequest, pk: int) -> Any:
    """The project, while its tasks may still be drawn up; 404 afterwards."""
    project = fetch(selectors.projects(), request.user, EDIT, pk)
    if project.state != ProjectState.DRAFT:
        raise Http404
    return project
