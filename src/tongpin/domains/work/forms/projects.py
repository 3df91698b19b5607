"""项目表单: the project, its days, the signing, and the table of its tasks as people type it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from tongpin.domains.work.models import Clause, Objective, Project
from tongpin.domains.work.selectors.people import Named
from tongpin.domains.work.selectors.tasks import departments_to_choose, people_to_choose
from tongpin.domains.work.services.nodes import NodeRow
from tongpin.engines.ledgers.forms import LedgerForm, StepForm
from tongpin.foundation.orgs.models import Organisation
from tongpin.foundation.ui.forms import DateInput, OfficeForm, offer
from tongpin.kernel.errors import Refused

PASTED = 2_000_000
MOST_ROWS = 10_000
UNSAID = -1
"""What a row that is removed or new need not say."""


class ProjectWordsForm(LedgerForm):
    """更正项目表单: words and owners."""

    groups: Sequence[tuple[str, Sequence[str]]] = (
        ("责任", ("leader", "department", "person")),
        ("来源", ("objective", "clause")),
        ("研判", ("is_number_one", "urgency", "difficulty")),
    )

    class Meta:
        model = Project
        fields = (
            "title",
            "area",
            "requirement",
            "leader",
            "department",
            "person",
            "objective",
            "clause",
            "is_number_one",
            "urgency",
            "difficulty",
        )
        widgets = {"requirement": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"person": "拟定时可以暂缺责任领导、责任科室或责任人，启动前须补齐。"}

    def __init__(self, *args: Any, org: Organisation, objectives: Any, clauses: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("leader", "person"):
            offer(self, name, people_to_choose(org))
        offer(self, "department", departments_to_choose(org))
        offer(self, "objective", objectives, words=_objective_words)
        offer(self, "clause", clauses, words=_clause_words)


class ProjectForm(ProjectWordsForm):
    """拟定项目表单."""

    starts_on = forms.DateField(label="开始日期", widget=DateInput, required=False, help_text="留空按启动之日计。")
    due_on = forms.DateField(label="完成时限", widget=DateInput, help_text="遇节假日按之前的工作日倒排。")
    groups = (("时间", ("starts_on", "due_on")), *ProjectWordsForm.groups)


class DaysForm(StepForm):
    """起止日期表单."""

    starts_on = forms.DateField(label="开始日期", widget=DateInput, required=False, help_text="留空按启动之日计。")
    due_on = forms.DateField(label="完成时限", widget=DateInput, help_text="遇节假日按之前的工作日倒排。")

    def __init__(self, *args: Any, record: Project, **kwargs: Any) -> None:
        super().__init__(*args, record=record, **kwargs)
        for name in ("starts_on", "due_on"):
            self.initial.setdefault(name, getattr(record, name))


class StartForm(StepForm):
    """启动表单: carries the plan as it was looked at."""

    mark = forms.CharField(widget=forms.HiddenInput)
    accepts_lateness = forms.BooleanField(label="知悉并仍按此启动", required=False)

    def __init__(self, *args: Any, record: Project, mark: str, is_late: bool, **kwargs: Any) -> None:
        super().__init__(*args, record=record, **kwargs)
        self.initial.setdefault("mark", mark)
        if not is_late:
            del self.fields["accepts_lateness"]


class EndProjectForm(StepForm):
    """办结项目表单."""

    on = forms.DateField(label="办结日期", widget=DateInput)
    result = forms.CharField(label="完成情况", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class NodeForm(OfficeForm):
    """任务表的一行: owners by name, predecessors as they are written; an empty new row says nothing."""

    pk = forms.IntegerField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    number = forms.CharField(label="编号", max_length=20, required=False)
    title = forms.CharField(label="名称", max_length=200, required=False)
    workdays = forms.IntegerField(label="工期", min_value=0, max_value=2000, required=False)
    predecessors = forms.CharField(label="前置任务", max_length=200, required=False)
    leader = forms.CharField(label="责任领导", max_length=60, required=False)
    department = forms.CharField(label="责任科室", max_length=60, required=False)
    person = forms.CharField(label="责任人", max_length=60, required=False)
    is_node = forms.BooleanField(label="节点", required=False)
    removes = forms.BooleanField(label="删除", required=False)

    def __init__(self, *args: Any, named: Named, **kwargs: Any) -> None:
        self.named = named
        super().__init__(*args, **kwargs)
        sizes = {"number": "6", "title": "24", "workdays": "5", "predecessors": "12", "leader": "8", "department": "10", "person": "8"}
        lists = {"leader": "people", "person": "people", "department": "departments"}
        for name, size in sizes.items():
            self.fields[name].widget.attrs.update({"size": size, "aria-label": str(self.fields[name].label)})
            if name in lists:
                self.fields[name].widget.attrs["list"] = lists[name]
        for name in ("is_node", "removes"):
            self.fields[name].widget.attrs["aria-label"] = str(self.fields[name].label)

    @property
    def says_nothing(self) -> bool:
        """Whether this is a new row that was left empty."""
        given = self.cleaned_data
        return not self.errors and not any(given.get(n) for n in ("pk", "number", "title", "predecessors", "workdays"))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("removes") or self.says_nothing:
            return given
        for name in ("number", "title"):
            if not given.get(name) and name not in self.errors:
                self.add_error(name, f"{self.fields[name].label}必须填写。")
        if given.get("workdays") is None and "workdays" not in self.errors:
            self.add_error("workdays", "工期必须填写；里程碑填 0。")
        for name, label in (("leader", "责任领导"), ("person", "责任人")):
            self._resolve(given, name, label)
        self._resolve(given, "department", "责任科室")
        return given

    def _resolve(self, given: dict[str, Any], name: str, label: str) -> None:
        try:
            read = self.named.department if name == "department" else self.named.person
            given[f"{name}_read"] = read(given.get(name) or "", label)
        except Refused as refused:
            self.add_error(name, refused.message)

    def row(self) -> NodeRow:
        """The row as the service takes it."""
        given = self.cleaned_data
        return NodeRow(
            number=given.get("number") or "",
            title=given.get("title") or "",
            workdays=given["workdays"] if given.get("workdays") is not None else UNSAID,
            predecessors=given.get("predecessors") or "",
            is_node=bool(given.get("is_node")),
            leader=given.get("leader_read"),
            department=given.get("department_read"),
            person=given.get("person_read"),
            pk=given.get("pk"),
            expected=given["version"] if given.get("version") is not None else UNSAID,
            removes=bool(given.get("removes")),
        )


def node_forms(data: Mapping[str, Any] | None, initial: Sequence[Mapping[str, Any]], *, named: Named) -> list[NodeForm]:
    """任务表的各行, bound where something was sent."""
    return [NodeForm(data, prefix=f"n{place}", initial=dict(one), named=named) for place, one in enumerate(initial)]


class PasteForm(OfficeForm):
    """粘贴任务表单: the cells as Excel copies them."""

    cells = forms.CharField(
        label="从 Excel 复制的内容",
        max_length=PASTED,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 16, "wrap": "off"}),
        help_text="各列依次为编号、名称、工期、前置任务、责任领导、责任科室、责任人；第一行是表头时按表头对应。前置任务写成“3FS+2, 5SS”。",
    )

    def is_multipart(self) -> bool:
        """So that ten thousand rows of Chinese text do not grow ninefold on their way."""
        return True

    def clean_cells(self) -> str:
        cells: str = self.cleaned_data["cells"]
        rows = [line for line in cells.splitlines() if line.strip()]
        if not rows:
            raise forms.ValidationError("没有内容，请在 Excel 中选中任务后复制到这里。")
        if len(rows) > MOST_ROWS + 1:
            raise forms.ValidationError(f"一次最多粘贴 {MOST_ROWS} 行，现有 {len(rows)} 行；请分次粘贴，或用导入。")
        return cells


def _objective_words(objective: Objective) -> str:
    return f"{objective.plan.year} {objective.title}"


def _clause_words(clause: Clause) -> str:
    return f"{clause.plan.year} {clause}"
