"""组织生活台账: every way of changing a talk, a suggestion, an agreement or a document."""

from __future__ import annotations

from datetime import date

from tests.factories.orglife import make_report, make_study_member
from tests.factories.orgs import make_person
from tests.factories.registers import (
    make_co_building,
    make_document,
    make_library_duty,
    make_required_study,
    make_study_record,
    make_suggestion,
    make_talk,
    make_version,
)
from tests.reliability.edit import Edit, said
from tests.reliability.fields import as_read, signed, signed_today
from tests.reliability.office import TODAY, Office
from tongpin.domains.orglife.models import StudyGroupMember, Talk
from tongpin.domains.orglife.services import agreements, library, study, study_group, suggestions, talks


def _own_talk(o: Office) -> Talk:
    person = getattr(o.clerk, "person", None) or make_person(o.org, user=o.clerk)
    return make_talk(o.org, talker=person)


def _of_the_group(o: Office) -> StudyGroupMember:
    return make_study_member(o.org, make_person(o.org))


REGISTER_EDITS = (
    Edit(
        "correct_study_member",
        _of_the_group,
        lambda r, o, p: study_group.correct_study_member(
            r, **signed_today(o), **as_read(r), role=("head", "deputy", "secretary", "deputy")[p], starts_on=date(2023, 2, 1 + p)
        ),
    ),
    Edit(
        "release_study_member",
        _of_the_group,
        lambda r, o, p: study_group.release_study_member(r, **signed_today(o), **as_read(r), on=date(2023, 12, 1 + p)),
    ),
    Edit(
        "correct_report",
        lambda o: make_report(o.org),
        lambda r, o, p: study_group.correct_report(
            r, **signed_today(o), **as_read(r), **said(r, study_group.ReportFields, number=f"{p}号")
        ),
    ),
    Edit(
        "remove_report",
        lambda o: make_report(o.org),
        lambda r, o, p: study_group.remove_report(r, **signed(o), **as_read(r), reason=f"原因{p}"),
    ),
    Edit(
        "correct_talk",
        lambda o: make_talk(o.org),
        lambda r, o, p: talks.correct_talk(
            r,
            **signed_today(o),
            **as_read(r),
            on=r.on,
            kind=("integrity", "reminder", "support", "before_post")[p],
            talker=r.talker,
            talked_to=r.talked_to,
            officer=None,
        ),
    ),
    Edit("write_words", _own_talk, lambda r, o, p: talks.write_words(r, **signed(o), **as_read(r), words=f"内容{p}")),
    Edit("remove_talk", lambda o: make_talk(o.org), lambda r, o, p: talks.remove_talk(r, **signed(o), **as_read(r), reason=f"原因{p}")),
    Edit(
        "correct_suggestion",
        lambda o: make_suggestion(o.org),
        lambda r, o, p: suggestions.correct_suggestion(
            r,
            **signed_today(o),
            **as_read(r),
            campaign=r.campaign,
            author=r.author,
            on=r.on,
            title=f"建议{p}",
            text="",
            answer_due_on=r.answer_due_on,
        ),
    ),
    Edit(
        "answer_suggestion",
        lambda o: make_suggestion(o.org),
        lambda r, o, p: suggestions.answer_suggestion(
            r, **signed_today(o), **as_read(r), answer="adopted", answer_text=f"答复{p}", answered_on=TODAY
        ),
    ),
    Edit(
        "correct_co_building",
        lambda o: make_co_building(o.org),
        lambda r, o, p: agreements.correct_co_building(
            r, **signed_today(o), **as_read(r), partner=f"支部{p}", partner_unit="", signed_on=r.signed_on, valid_until=None, content=""
        ),
    ),
    Edit(
        "end_co_building",
        lambda o: make_co_building(o.org),
        lambda r, o, p: agreements.end_co_building(r, **signed_today(o), **as_read(r), on=TODAY, reason=f"原因{p}"),
    ),
    Edit(
        "correct_document",
        lambda o: make_document(o.org),
        lambda r, o, p: library.correct_document(
            r, **signed(o), **as_read(r), title=f"制度{p}", number=r.number, kind=r.kind, issued_by=r.issued_by
        ),
    ),
    Edit(
        "correct_version",
        lambda o: make_version(o.org),
        lambda r, o, p: library.correct_version(
            r, **signed(o), **as_read(r), label=f"版本{p}", in_force_on=r.in_force_on, text="", changes="", read_by=None
        ),
    ),
    Edit(
        "remove_duty",
        lambda o: make_library_duty(o.org),
        lambda r, o, p: library.remove_duty(r, **signed(o), **as_read(r), reason=f"原因{p}"),
    ),
    Edit(
        "correct_required_study",
        lambda o: make_required_study(o.org),
        lambda r, o, p: study.correct_required_study(
            r, **signed(o), **as_read(r), year=r.year, layer=r.layer, title=f"内容{p}", source="", due_on=r.due_on
        ),
    ),
    Edit(
        "correct_study",
        lambda o: make_study_record(o.org),
        lambda r, o, p: study.correct_study(
            r,
            **signed_today(o),
            **as_read(r),
            person=r.person,
            on=r.on,
            way=r.way,
            title=f"内容{p}",
            hours=None,
            required=None,
            outcome="none",
            outcome_text="",
        ),
    ),
    Edit(
        "remove_study",
        lambda o: make_study_record(o.org),
        lambda r, o, p: study.remove_study(r, **signed(o), **as_read(r), reason=f"原因{p}"),
    ),
)
