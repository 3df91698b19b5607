"""目录查询: what holds for an organisation on a day, arranged by it, by one above it, or preset."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Q, QuerySet

from tongpin.domains.orglife.calculations.catalogues import Entry, in_force
from tongpin.domains.orglife.calculations.topics import Festival, festivals, nature_of, presets
from tongpin.domains.orglife.enums import Catalogue
from tongpin.domains.orglife.models import CatalogueEntry, MeetingItem
from tongpin.foundation.orgs.models import Organisation
from tongpin.foundation.orgs.selectors import organisations


def entries() -> QuerySet[CatalogueEntry]:
    """目录项清单."""
    return CatalogueEntry.objects.select_related("org")


def entry_matches(text: str) -> Q:
    """Rows whose title or basis contains ``text``."""
    return Q(title__icontains=text) | Q(basis__icontains=text)


class Arrangement:
    """目录安排 of some organisations: asked for any of them on any day without further queries."""

    def __init__(self, catalogue: str, orgs: Iterable[Organisation]) -> None:
        above = {int(part) for org in orgs for part in org.path.strip("/").split("/") if part}
        self.presets = presets(catalogue)
        self.entries = [*self.presets, *(as_entry(row) for row in entries().filter(catalogue=catalogue, org__in=above))]
        self._known: dict[tuple[str, date], Sequence[Entry]] = {}

    def of(self, org: Organisation, on: date) -> Sequence[Entry]:
        """现行目录 of an organisation on a day, in order."""
        if (org.path, on) not in self._known:
            self._known[org.path, on] = in_force(self.entries, org.path, on)
        return self._known[org.path, on]

    def find(self, org: Organisation, key: str, on: date) -> Entry | None:
        """The row of ``key`` on a day; where it is not in use any more, the last that was; else the preset of its nature."""
        for found in (self.of(org, on), [one for one in self.entries if org.path.startswith(one.path)]):
            if match := [one for one in found if one.key == key]:
                return match[-1]
        return next((one for one in self.presets if one.key == nature_of(key)), None)


def as_entry(row: CatalogueEntry) -> Entry:
    """目录项 as the calculation takes it."""
    return Entry(
        path=row.org.path,
        catalogue=row.catalogue,
        key=row.key,
        title=row.title,
        order=row.order,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        materials=tuple(one.strip() for one in row.materials.replace("，", "、").split("、") if one.strip()),
        general_only=row.general_only,
        two_thirds=row.two_thirds,
        day_rule=row.day_rule,
        month=row.month,
        day=row.day,
        theme=row.theme,
        layer=row.layer,
        note=row.note,
        pk=row.pk,
        org_name=row.org.shown_name,
    )


def arranged(catalogue: str, org: Organisation, on: date) -> Sequence[Entry]:
    """现行目录 of one organisation on a day; one query."""
    return Arrangement(catalogue, [org]).of(org, on)


def topics_for(org: Organisation, on: date) -> Sequence[Entry]:
    """可选的议题类别."""
    return arranged(Catalogue.TOPIC, org, on)


def festivals_for(org: Organisation, year: int) -> list[Festival]:
    """节点日历 of a year, as it stands at the end of that year."""
    return festivals(arranged(Catalogue.FESTIVAL, org, date(year, 12, 31)), year)


def halls_for(org_id: int, on: date) -> tuple[str, ...]:
    """可选的讲堂, for the kind of activity that is a lecture in one."""
    org = organisations().filter(pk=org_id).first()
    found = presets(Catalogue.HALL) if org is None else arranged(Catalogue.HALL, org, on)
    return tuple(one.title for one in found)


def has_own(org: Organisation, catalogue: str) -> bool:
    """Whether an organisation has rows of its own in a catalogue."""
    return entries().filter(org=org, catalogue=catalogue).exists()


def missing_materials(item: MeetingItem, topic: Entry | None) -> list[str]:
    """尚缺材料: what its class of topics asks for and is not there."""
    return [wanted for wanted in (topic.materials if topic else ()) if wanted not in item.held_materials]


def topic_of(item: MeetingItem) -> Entry | None:
    """议题类别 of one item on the day of its meeting."""
    return Arrangement(Catalogue.TOPIC, [item.org]).find(item.org, item.topic, item.meeting.activity.day)
