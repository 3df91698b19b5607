"""学习清单."""

from __future__ import annotations

import django_filters

from tongpin.domains.orglife.enums import StudyLayer, StudyOutcome, StudyWay, TrainingLevel
from tongpin.foundation.ui.filters import KeywordFilter, OfficeFilterSet
from tongpin.foundation.ui.lists import Column, ListSpec


class RequiredStudyFilter(OfficeFilterSet):
    """必学内容筛选."""

    q = KeywordFilter("title", "source", label="内容或来源")
    layer = django_filters.ChoiceFilter(label="学习对象", choices=StudyLayer.choices)
    year = django_filters.NumberFilter(label="年度")


class StudyRecordFilter(OfficeFilterSet):
    """学习登记筛选."""

    q = KeywordFilter("title", "person__name", label="内容或学习人")
    way = django_filters.ChoiceFilter(label="学习方式", choices=StudyWay.choices)
    level = django_filters.ChoiceFilter(label="举办层级", choices=TrainingLevel.choices)
    outcome = django_filters.ChoiceFilter(label="学习成果", choices=StudyOutcome.choices)
    on = django_filters.DateFromToRangeFilter(label="学习日期")


REQUIRED_STUDIES = ListSpec(
    "required-studies",
    "必学清单",
    (
        Column("title", "学习内容", sort=("title",), link="orglife:required_study"),
        Column("layer", "学习对象", "get_layer_display", sort=("layer",)),
        Column("source", "来源"),
        Column("year", "年度", sort=("year",)),
        Column("due_on", "完成时限", kind="date", sort=("due_on",)),
        Column("org", "所属单位", "org.shown_name", hidden=True),
    ),
    RequiredStudyFilter,
    default_sort="due_on",
    empty_title="还没有必学内容",
    empty_hint="按领导班子、中层干部、其他人员分层列出，到期前提醒本人。",
    noun="项",
)

STUDY_RECORDS = ListSpec(
    "study-records",
    "学习登记",
    (
        Column("title", "学习内容", sort=("title",), link="orglife:study_record"),
        Column("person", "学习人", "person.name", sort=("person__pinyin",)),
        Column("on", "学习日期", kind="date", sort=("on",)),
        Column("way", "学习方式", "get_way_display", sort=("way",)),
        Column("hours", "学时", kind="number", sort=("hours",), total="hours"),
        Column("days", "培训天数", kind="number", sort=("days",), total="days", hidden=True),
        Column("level", "举办层级", "get_level_display", sort=("level",), hidden=True),
        Column("required", "必学内容", "required.title"),
        Column("outcome", "学习成果", "get_outcome_display", sort=("outcome",)),
        Column("org", "所属单位", "org.shown_name", hidden=True),
    ),
    StudyRecordFilter,
    default_sort="-on",
    empty_title="还没有学习登记",
    empty_hint="集体学习登记为会议或工作记录即可；自学、分享和培训在这里登记。",
    noun="次",
)

RECORD_PANEL = tuple(c for c in STUDY_RECORDS.columns if c.key in ("title", "person", "on", "way"))
