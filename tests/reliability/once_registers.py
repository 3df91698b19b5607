"""工作记录、品牌、任务、应尽事项: what may be entered only once."""

from __future__ import annotations

from datetime import date

from tests.factories.activities import make_activity, minutes_docx
from tests.factories.files import make_file
from tests.factories.membership import make_branch
from tests.factories.orgs import make_person
from tests.reliability.fields import DAY, signed, signed_today
from tests.reliability.once import Once
from tongpin.domains.publicity import services as publicity
from tongpin.domains.publicity.models import Brand
from tongpin.domains.work.models import Task
from tongpin.domains.work.services.tasks import assign_from
from tongpin.engines.activities import services as activities
from tongpin.engines.activities.models import Activity, ActivityLink, KindDefinition, MinutesBook

REGISTER_ONCE = (
    Once(
        "link_activity",
        "activity_link_once",
        lambda o: make_activity(o.org, day=DAY),
        lambda r, o, p: activities.link_activity(r, role="counts", to=o.org.reference(), by=o.clerk),
        lambda r: ActivityLink.objects.filter(activity=r),
        alike=True,
    ),
    Once(
        "define_kind",
        "activity_kind_title_once",
        lambda o: make_branch(o.org),
        lambda r, o, p: activities.define_kind(
            org=r, **signed(o), title="走访", area="business", roster="", study_hours=False, basis=f"纪要{p}", starts_on=DAY
        ),
        lambda r: KindDefinition.objects.filter(org=r),
    ),
    Once(
        "upload_book",
        "minutes_book_once",
        lambda o: make_file(minutes_docx([f"会议记录{o.org.pk}"]), "会议记录.docx", org=o.org.pk),
        lambda r, o, p: activities.upload_book(org=o.org, file=r, name=f"记录{p}.docx", kind="orglife.general_meeting", by=o.clerk),
        lambda r: MinutesBook.objects.filter(file=r),
        alike=True,
    ),
    Once(
        "enter_brand",
        "brand_once",
        lambda o: make_branch(o.org),
        lambda r, o, p: publicity.enter_brand(org=r, **signed_today(o), name="基石", meaning=f"内涵{p}", started_on=DAY),
        lambda r: Brand.objects.filter(org=r),
    ),
    Once(
        "assign_from",
        "task_once_from_a_source",
        lambda o: (make_activity(o.org, day=DAY).reference(), make_person(o.org)),
        lambda r, o, p: assign_from(
            org=o.org,
            title="落实决定",
            source=r[0],
            leader=make_person(o.org),
            department=o.org,
            person=r[1],
            due_on=date(2024, 6, 1 + p),
            **signed_today(o),
        ),
        lambda r: Task.objects.filter(person=r[1]),
    ),
    Once(
        "record_activity from a source",
        "activity_once_from_a_source",
        lambda o: make_branch(o.org),
        lambda r, o, p: activities.record_activity(
            org=r, kind="orglife.theme_day", title=f"党日{p}", day=DAY, source_key="book:1:1", **signed_today(o)
        ),
        lambda r: Activity.objects.filter(org=r),
    ),
)
