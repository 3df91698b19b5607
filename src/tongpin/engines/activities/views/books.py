"""会议记录本页面: uploaded, looked at in a table, the ticked meetings recorded."""

from __future__ import annotations

from io import BytesIO

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from tongpin.engines.activities import selectors, services
from tongpin.engines.activities.book_rows import rows_of
from tongpin.engines.activities.forms.steps import BookForm
from tongpin.engines.activities.minutes.splitting import split
from tongpin.engines.activities.permissions import Permission
from tongpin.engines.activities.views.entry import organisers
from tongpin.engines.documents.lines import lines_of
from tongpin.foundation.access.doors import OfficeRequest, fetch, requires
from tongpin.foundation.files import services as files
from tongpin.foundation.ui.addresses import here, whole_number
from tongpin.foundation.ui.forms import form_page
from tongpin.kernel.clock import today
from tongpin.kernel.errors import Refused

EDIT = Permission.EDIT


@requires(EDIT)
def book_new(request: OfficeRequest) -> HttpResponseBase:
    """上传会议记录本; nothing is recorded before it was looked at."""
    form = BookForm(request.POST or None, request.FILES or None, organisers=organisers(request), on=today())
    if request.method == "POST" and form.is_valid():
        upload, org = form.cleaned_data["file"], form.cleaned_data["organiser"]
        try:
            content = upload.read()
            lines_of(content, name=upload.name)
            kept = files.store(BytesIO(content), name=upload.name, org=org, by=request.user, purpose=services.ORIGINAL)
            book = services.upload_book(org=org, file=kept, name=upload.name, kind=form.cleaned_data["kind"], by=request.user)
        except Refused as refused:
            form.refuse(refused)
        else:
            return redirect(here(request, reverse("activities:book", args=[book.pk])))
    intro = "系统按标题、时间、地点、主持、出席等字样把一本记录拆成各次会议，列表核对后再登记；确认之前不写入任何记录。"
    back = reverse("activities:activities")
    return form_page(request, form, title="上传会议记录本", submit="上传并核对", back=back, intro=intro)


@requires(EDIT)
def book_record(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """核对会议记录本: what each meeting would become; those in doubt are not ticked."""
    book = fetch(selectors.minutes_books(), request.user, EDIT, pk)
    with files.open_file(book.file) as stream:
        read = split(lines_of(stream.read(), name=book.name))
    rows = rows_of(read, org=book.org, kinds=selectors.kinds_for(book.org, today()), default=book.kind, today=today())
    if request.method == "POST":
        picked = {number for text in request.POST.getlist("pick") if (number := whole_number(text)) is not None}
        chosen = [(row.kind.key, row.values()) for row in rows if row.number in picked and row.can_be_recorded and row.kind]
        try:
            recorded, _ = services.record_book(book, meetings=chosen, by=request.user, today=today())
        except Refused as refused:
            messages.error(request, refused.message)
        else:
            left = sum(row.known is None for row in rows) - len(recorded)
            messages.success(request, f"已登记 {len(recorded)} 次会议，另有 {left} 次没有登记。")
        return redirect(here(request, reverse("activities:book", args=[pk])))
    context = {
        "title": f"核对：{book.name}",
        "book": book,
        "rows": rows,
        "loose": read.loose,
        "ticked": sum(row.is_ticked for row in rows),
        "known": sum(row.known is not None for row in rows),
        "crumbs": [("工作记录", reverse("activities:activities"))],
    }
    return render(request, "activities/book.html", context)
