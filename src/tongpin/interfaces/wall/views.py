"""作战图页面: the board on a page, on the big screen and on paper, and a project as a Gantt chart."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from io import BytesIO
from typing import Any, NamedTuple

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from tongpin.domains.work.permissions import Permission
from tongpin.domains.work.selectors.networks import Network, network_of
from tongpin.domains.work.selectors.projects import projects
from tongpin.domains.work.selectors.wall import WallProject
from tongpin.engines.documents.drawing import drawing_pdf, drawing_png
from tongpin.foundation.access.doors import OfficeRequest, fetch, requires
from tongpin.foundation.ui.addresses import changed_query, here, whole_number
from tongpin.foundation.ui.filters import filter_words, office_form
from tongpin.foundation.ui.lists import Action
from tongpin.interfaces.wall import services
from tongpin.interfaces.wall.book import wall_workbook
from tongpin.interfaces.wall.drawing.board import A0, A3, PAGE, SCREEN, WIDE_SCREEN, Board, Head, Sheet
from tongpin.interfaces.wall.drawing.gantt import WIDTH, Gantt
from tongpin.interfaces.wall.forms import WallForm
from tongpin.interfaces.wall.selectors import drawn_rows, gantt_of, head_of, rows_of
from tongpin.kernel.clock import now, today
from tongpin.kernel.periods import Period

VIEW = Permission.VIEW
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PAPERS = {"a3": (A3, 420, 297, "A3"), "a0": (A0, 1189, 841, "A0")}
PICTURES = {"svg": "image/svg+xml", "png": "image/png", "pdf": "application/pdf"}
SECONDS_A_SHEET = 30
PER_PAGE = 60
"""So many projects stand on one page of the board; the big screen and the paper go through all of them."""


class Shown(NamedTuple):
    """What the board is asked for: the organisation, the filter in a form and in words, and its rows."""

    org: Any
    form: WallForm
    words: str
    rows: list[WallProject]


def _shown(request: OfficeRequest) -> Shown:
    """Rows that the viewer may see in the organisation of the page; 404 where they see nothing of it."""
    org, scope = request.scope.org, request.scope
    if org.pk is None or not request.may(VIEW, org):
        raise Http404
    form = WallForm(request.GET, org=org, viewer=request.user)
    office_form(form)
    rows = rows_of(request.user, form.chosen(), scope.period, scope.as_of, form.chosen_light)
    return Shown(org, form, filter_words(form) if form.is_valid() else "", rows)


def _head(request: OfficeRequest, shown: Shown) -> Head:
    scope = request.scope
    title = f"{shown.org.shown_name}{scope.period.title}挂图作战"
    subtitle = "　".join(part for part in (f"截至 {scope.as_of:%Y-%m-%d}", f"筛选：{shown.words}" if shown.words else "") if part)
    return head_of(shown.rows, title, subtitle, now(), partial(here, request))


def _elsewhere(request: OfficeRequest, shown: Shown) -> Sequence[Action]:
    """本期没有、现在有: the way to the present year where the period of the page has no project but today has some."""
    on = today()
    if shown.rows or shown.words or on in request.scope.period:
        return ()
    now_running = rows_of(request.user, shown.form.chosen(), Period.year(on.year), on, "")
    if not now_running:
        return ()
    query = changed_query(request.GET, period=str(on.year), as_of=None)
    return (Action(f"查看{on.year}年的 {len(now_running)} 个项目", query, primary=True),)


def _sheets(request: OfficeRequest, shown: Shown, sheet: Sheet, head: Head) -> list[str]:
    scope = request.scope
    board = Board(sheet, head, scope.period.start, scope.period.end, scope.as_of)
    return board.drawings(drawn_rows(shown.rows, partial(here, request)))


@require_GET
@requires(VIEW)
def board(request: OfficeRequest) -> HttpResponseBase:
    """挂图作战: projects by months, and the same as a list for narrow screens and for those who do not see the drawing."""
    shown = _shown(request)
    head = _head(request, shown)
    if request.GET.get("export") == "xlsx":
        services.note_export(org=shown.org, form="xlsx", filter_text=shown.words, rows=len(shown.rows), by=request.user)
        content = BytesIO(wall_workbook(shown.rows, title=head.title, note=head.subtitle))
        return FileResponse(content, as_attachment=True, filename=f"{head.title}.xlsx", content_type=XLSX)
    page = Paginator(shown.rows, PER_PAGE).get_page(request.GET.get("page"))
    drawn = drawn_rows(list(page.object_list), partial(here, request))
    scope = request.scope
    (picture,) = Board(PAGE, head, scope.period.start, scope.period.end, scope.as_of).drawings(drawn)
    query = request.GET.copy()
    query.pop("page", None)
    return render(
        request,
        "wall/board.html",
        {
            "title": "挂图作战",
            "head": head,
            "rows": shown.rows,
            "drawn": drawn,
            "page": page,
            "picture": picture,
            "form": shown.form,
            "filter_words": shown.words,
            "elsewhere": _elsewhere(request, shown),
            "scope_fields": [(key, request.GET[key]) for key in ("org", "period", "as_of") if key in request.GET],
            "reset_url": changed_query(request.GET, page=None, leader=None, department=None, area=None, light=None),
            "actions": [
                Action("大屏", f"{reverse('wall:screen')}?{query.urlencode()}", icon="grid"),
                Action("A3 图纸", f"{reverse('wall:paper')}{changed_query(request.GET, size='a3', page=None)}", icon="print"),
                Action("A0 海报", f"{reverse('wall:paper')}{changed_query(request.GET, size='a0', page=None)}", icon="print"),
                Action("导出", changed_query(request.GET, export="xlsx", page=None), icon="export"),
            ],
        },
    )


@require_GET
@requires(VIEW)
def screen(request: OfficeRequest) -> HttpResponse:
    """大屏: one screen scaled as a whole; a new sheet, or the same one renewed, every half minute."""
    shown = _shown(request)
    is_wide = request.GET.get("wide") == "1"
    sheets = _sheets(request, shown, WIDE_SCREEN if is_wide else SCREEN, _head(request, shown))
    place = min(max(whole_number(request.GET.get("sheet", "1")) or 1, 1), len(sheets))
    following = place % len(sheets) + 1
    return render(
        request,
        "wall/screen.html",
        {
            "title": f"{shown.org.shown_name}挂图作战",
            "picture": sheets[place - 1],
            "seconds": SECONDS_A_SHEET,
            "next_url": changed_query(request.GET, sheet=following),
            "shape_url": changed_query(request.GET, wide=None if is_wide else 1, sheet=None),
            "shape_title": "1920×1080 屏" if is_wide else "3840×1080 屏",
            "back_url": f"{reverse('wall:board')}{changed_query(request.GET, wide=None, sheet=None)}",
        },
    )


@require_GET
@requires(VIEW)
def paper(request: OfficeRequest) -> HttpResponseBase:
    """图纸: the board as PDF, A3 or A0."""
    sheet, width, height, name = PAPERS.get(request.GET.get("size", "a3"), PAPERS["a3"])
    shown = _shown(request)
    head = _head(request, shown)
    content = drawing_pdf(_sheets(request, shown, sheet, head), width=width, height=height, title=head.title)
    services.note_export(org=shown.org, form=name, filter_text=shown.words, rows=len(shown.rows), by=request.user)
    return _download(content, f"{head.title}_{name}.pdf", "application/pdf")


@require_GET
@requires(VIEW)
def gantt(request: OfficeRequest, pk: int) -> HttpResponse:
    """甘特图 of a project."""
    network = _network(request, pk)
    chart = gantt_of(network, request.scope.as_of, partial(here, request))
    address = reverse("wall:gantt_picture", args=[pk])
    return render(
        request,
        "wall/gantt.html",
        {
            "title": network.project.title,
            "project": network.project,
            "chart": chart,
            "picture": chart.drawing(),
            "actions": [
                Action("打开项目", here(request, reverse("work:project", args=[pk])), icon="list"),
                Action("图片", here(request, f"{address}?form=png"), icon="export"),
                Action("矢量图", here(request, f"{address}?form=svg"), icon="export"),
                Action("PDF", here(request, f"{address}?form=pdf"), icon="print"),
            ],
        },
    )


@require_GET
@requires(VIEW)
def gantt_picture(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """甘特图 as a picture (svg, png) or PDF."""
    network = _network(request, pk)
    form = request.GET.get("form", "png")
    if form not in PICTURES:
        raise Http404
    chart = gantt_of(network, request.scope.as_of, partial(here, request))
    services.note_export(org=network.project.org, form=form, filter_text=network.project.title, rows=len(chart.bars), by=request.user)
    return _download(_pictured(chart, form), f"{network.project.title}_甘特图.{form}", PICTURES[form])


def _network(request: OfficeRequest, pk: int) -> Network:
    return network_of(fetch(projects(), request.user, VIEW, pk=pk))


def _pictured(chart: Gantt, form: str) -> bytes:
    """As wide as an A3 sheet and as high as its tasks."""
    if form == "svg":
        return chart.drawing().encode()
    height = max(420 * chart.height / WIDTH, 60)
    if form == "png":
        return drawing_png(chart.drawing(), width=420, height=height, title=chart.title)
    return drawing_pdf([chart.drawing()], width=420, height=height, title=chart.title)


def _download(content: bytes, name: str, content_type: str) -> HttpResponseBase:
    return FileResponse(BytesIO(content), as_attachment=True, filename=name, content_type=content_type)
