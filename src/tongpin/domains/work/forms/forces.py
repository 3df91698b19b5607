"""专班表单."""

from __future__ import annotations

from typing import Any

from django import forms

from tongpin.domains.work.forms.tasks import TaskForm
from tongpin.domains.work.models import Contact, Force, ForceMember, Project, Task
from tongpin.domains.work.selectors import forces as selectors
from tongpin.engines.ledgers.forms import LedgerForm, PlainForm, StepForm
from tongpin.foundation.accounts.models import User
from tongpin.foundation.orgs.models import Organisation, Person
from tongpin.foundation.ui.forms import DateInput, offer


class ForceForm(LedgerForm):
    """设立表单."""

    class Meta:
        model = Force
        fields = ("kind", "name", "duty", "document", "founded_on", "term_until")
        widgets = {"duty": forms.Textarea(attrs={"rows": 3})}


class CloseForm(StepForm):
    """完成或撤销表单."""

    on = forms.DateField(label="撤销或完成日期", widget=DateInput)
    result = forms.CharField(
        label="工作结果",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="完成了什么、成效如何。没有结果记录不能办理。",
    )


class BranchForm(StepForm):
    """成立临时党组织表单."""

    name = forms.CharField(label="临时党组织名称", max_length=100)
    approved_by = forms.ModelChoiceField(Organisation.objects.none(), label="批准的党组织")
    secretary = forms.ModelChoiceField(Person.objects.none(), label="书记", required=False)
    on = forms.DateField(label="成立日期", widget=DateInput)

    def __init__(self, *args: Any, record: Force, **kwargs: Any) -> None:
        super().__init__(*args, record=record, **kwargs)
        offer(self, "approved_by", selectors.party_organisations(record.org))
        offer(self, "secretary", selectors.staff(record.org))


class EndBranchForm(StepForm):
    """撤销临时党组织表单."""

    on = forms.DateField(label="撤销日期", widget=DateInput)


class MemberForm(LedgerForm):
    """成员表单: somebody of the office, or a name with its unit."""

    groups = (("本单位人员", ("person",)), ("外单位人员", ("name", "unit")), ("任务", ("role", "duty", "starts_on")))

    class Meta:
        model = ForceMember
        fields = ("person", "name", "unit", "role", "duty", "starts_on")

    def __init__(self, *args: Any, force: Force, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "person", selectors.staff(force.org))
        self.fields["name"].required = False
        self.fields["name"].help_text = "选择了本单位人员的，不必填写。"
        self.initial.setdefault("starts_on", force.founded_on)


class LeaveForm(PlainForm):
    """退出表单."""

    on = forms.DateField(label="退出日期", widget=DateInput, help_text="自该日起不再是成员。")


class ReleaseForm(PlainForm):
    """移出表单."""

    reason = forms.CharField(label="原因", max_length=200, widget=forms.Textarea(attrs={"rows": 2}))


class ChargeForm(PlainForm):
    """承担表单: a task or a project."""

    task = forms.ModelChoiceField(Task.objects.none(), label="任务", required=False)
    project = forms.ModelChoiceField(
        Project.objects.none(), label="项目", required=False, help_text="任务和项目选择一项；已由其他专班承担的不在其中。"
    )

    def __init__(self, *args: Any, force: Force, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "task", selectors.free_tasks(force.org))
        offer(self, "project", selectors.free_projects(force.org))


class MeetingTaskForm(TaskForm):
    """会议交办表单: which meeting decided it, and the task."""

    meeting: Any = forms.ModelChoiceField(None, label="会议")
    groups = (("责任", ("leader", "department", "person", "due_on")),)
    field_order = ("meeting", "title", "area", "requirement")

    def __init__(self, *args: Any, force: Force, viewer: User, clauses: Any, **kwargs: Any) -> None:
        super().__init__(*args, org=force.org, clauses=clauses, **kwargs)
        offer(self, "meeting", selectors.meetings_of(force, viewer), words=lambda one: f"{one.day:%Y-%m-%d} {one.title}")


class ContactForm(LedgerForm):
    """沟通协调表单."""

    class Meta:
        model = Contact
        fields = ("kind", "counterpart", "matter", "on", "person", "force", "event_on", "result")
        widgets = {"result": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: Any, org: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "person", selectors.staff(org))
        offer(self, "force", selectors.forces().filter(org__path__startswith=org.path))


class SettleForm(StepForm):
    """办结表单."""

    on = forms.DateField(label="办结日期", widget=DateInput)
    result = forms.CharField(label="结果或批示", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, record: Contact, **kwargs: Any) -> None:
        super().__init__(*args, record=record, **kwargs)
        self.initial.setdefault("result", record.result)
