"""学习与教育的工作记录种类: entered on the common page, once."""

from __future__ import annotations

from tongpin.domains.orglife.enums import TrainingLevel
from tongpin.domains.orglife.selectors.catalogues import halls_for
from tongpin.kernel.occasions import ActivityKind, OutcomeField
from tongpin.kernel.values import ValueType

HALL_LECTURE, WARNING, TRAINING = "orglife.hall_lecture", "orglife.warning_education", "orglife.training"
VOLUNTEERING = "orglife.volunteering"

STUDY_KINDS = (
    ActivityKind(
        key=HALL_LECTURE,
        title="讲堂授课",
        area="party",
        outcomes=(
            OutcomeField(name="hall", title="讲堂", choices_from=halls_for, required=True),
            OutcomeField(name="issue", title="期数", type=ValueType.NUMBER, unit="期"),
            OutcomeField(name="layer_note", title="主讲人说明", hint="主讲人不属于该讲堂规定层级的，说明原因。"),
        ),
        study_hours=True,
        order=460,
    ),
    ActivityKind(
        key=WARNING,
        title="警示教育",
        area="party",
        outcomes=(
            OutcomeField(
                name="form", title="形式", choices=("典型案例通报", "观看警示教育片", "参观警示教育基地", "廉政党课"), required=True
            ),
            OutcomeField(name="case", title="案例或片名"),
        ),
        study_hours=True,
        order=462,
    ),
    ActivityKind(
        key=TRAINING,
        title="集中培训",
        area="party",
        outcomes=(
            OutcomeField(name="organiser", title="主办单位"),
            OutcomeField(name="is_cadre_training", title="干部教育培训", type=ValueType.YES_NO),
            OutcomeField(
                name="level",
                title="举办层级",
                choices=tuple(str(label) for label in TrainingLevel.labels),
                hint="党支部书记每年轮训按县级以上党组织举办的统计。",
            ),
            OutcomeField(name="days", title="培训天数", type=ValueType.NUMBER, unit="天", hint="脱产培训的填写，可以有半天。"),
        ),
        study_hours=True,
        order=464,
    ),
    ActivityKind(
        key=VOLUNTEERING,
        title="志愿服务",
        area="party",
        outcomes=(OutcomeField(name="confirmed_by", title="确认人", hint="由服务对象或组织者确认；只作登记，不计分、不排名。"),),
        order=466,
    ),
)
