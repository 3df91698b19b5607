"""报告取数: the wording in force and the figures of a year, put together."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from tongpin.engines.indicators.selectors import definitions, figure, figures, measure_code
from tongpin.foundation.access.selectors import visible_to
from tongpin.foundation.orgs.selectors import name_on
from tongpin.interfaces.reports.models import SentenceWording
from tongpin.interfaces.reports.permissions import ReportPermission
from tongpin.interfaces.reports.sentences import Filled, PrintedFigure, fill_sentence
from tongpin.interfaces.reports.slots import in_words, read_sentence
from tongpin.interfaces.reports.wording import Sentence, Wording, shipped
from tongpin.kernel.periods import Period
from tongpin.kernel.reference import Reference

if TYPE_CHECKING:
    from tongpin.foundation.accounts.models import User
    from tongpin.foundation.orgs.models import Organisation

YEAR_END = "year-end"


@dataclass(frozen=True)
class Source:
    """数据来源: a figure the report prints, numbered as its footnotes are."""

    number: int
    figure: PrintedFigure


@dataclass(frozen=True)
class Section:
    """报告的一部分: the sentences that are printed."""

    title: str
    sentences: list[Filled]


@dataclass(frozen=True)
class Report:
    """报告: what one organisation's figures of one year, known as of a date, allow to be said."""

    org: Organisation
    org_name: str
    year: int
    as_of: date
    title: str
    sentences: list[Filled]

    @property
    def printed(self) -> list[Filled]:
        return [s for s in self.sentences if not s.withheld]

    @property
    def withheld(self) -> list[Filled]:
        return [s for s in self.sentences if s.withheld]

    @property
    def sections(self) -> list[Section]:
        return [Section(title, list(group)) for title, group in groupby(self.printed, key=lambda s: s.section)]

    @property
    def sources(self) -> list[Source]:
        """Each figure once, in the order in which the text first uses it."""
        used = {n.figure.code: n.figure for s in self.printed for n in s.numbers}
        return [Source(number, f) for number, f in enumerate(used.values(), 1)]


def own_wording(org: Organisation, report: str, year: int) -> dict[str, SentenceWording]:
    """本单位句式 in force for a year, by sentence: the latest of those that begin no later."""
    rows = SentenceWording.objects.filter(org=org, report=report, from_year__lte=year).order_by("from_year", "pk")
    return {row.sentence_id: row for row in rows}


def wording(org: Organisation, report: str, year: int) -> Wording:
    """报告句式 of an organisation: the shipped sentences with its own in their place, added ones at the end of their section."""
    base, own = shipped(report), own_wording(org, report, year)
    kept = [_own_sentence(own.pop(s.id)) if s.id in own else s for s in base.sentences]
    every = [s for s in kept + [_own_sentence(row) for row in own.values()] if s.text]
    titles = list(dict.fromkeys(s.section for s in [*base.sentences, *every]))
    return Wording(base.key, base.title, tuple(sorted(every, key=lambda s: titles.index(s.section))))


def readable_wording(org: Organisation, report: str, year: int) -> Wording:
    """报告句式 as people read and rewrite it: indicators by their names of that year."""
    words = wording(org, report, year)
    titles = {one.code: one.version.title for one in definitions(Period.year(year).last_day)}
    readable = [replace(s, text=in_words(s.text, lambda name: titles.get(name, name))) for s in words.sentences]
    return replace(words, sentences=tuple(readable))


def _own_sentence(row: SentenceWording) -> Sentence:
    return Sentence(row.sentence_id, "" if row.is_dropped else row.text, row.section, own=True)


def visible_wordings(viewer: User) -> QuerySet[SentenceWording]:
    """本单位句式 that a person may see."""
    return visible_to(SentenceWording.objects.select_related("org", "written_by"), viewer, ReportPermission.VIEW)


def wording_reference(pk: int, viewer: User) -> Reference | None:
    """The wording's reference where the viewer may see it."""
    found = visible_wordings(viewer).filter(pk=pk).first()
    return found.reference() if found else None


def year_end_report(org: Organisation, year: int, *, as_of: date) -> Report:
    """年终总结 of one organisation: every sentence filled or withheld with its reason.

    ``as_of`` is the business date up to which rows count; for a year that is over it is usually 31 December.
    """
    period = Period.year(year)
    name = name_on(org, min(as_of, period.last_day))
    in_use = {one.code: one for one in figures(org, period, as_of)}

    @cache
    def figure_named(text: str) -> PrintedFigure | None:
        code = text if text in in_use else measure_code(text)
        return in_use.get(code) or (figure(code, org=org, period=period, as_of=as_of) if code else None)

    words = wording(org, YEAR_END, year)
    filled = [
        fill_sentence(s.id, s.section, read_sentence(s.text), figure=figure_named, org_name=name, year=year, as_of=as_of)
        for s in words.sentences
    ]
    title = words.title.format(单位=name, 年=year)
    return Report(org, name, year, as_of, title, filled)
