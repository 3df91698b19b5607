"""角色: what each role may do, on one screen. Code asks for the permission, never for the role."""

from __future__ import annotations

from tongpin.foundation.access.roles import Role

PARTY = ("orglife",)
LEDGERS = ("enterprises", "experts", "programs", "service", "matching", "coaching", "policy", "publicity")


def _each(*actions: str, of: tuple[str, ...] = LEDGERS) -> frozenset[str]:
    return frozenset(f"{subject}.{action}" for subject in of for action in actions)


OWN_TASKS = frozenset({"work.view", "work.report"})
TASKS = OWN_TASKS | {"work.edit"}
OVERSIGHT = frozenset({"work.trace", "work.standards"})
OWN = frozenset({"desk.view", "notifications.view", "membership.own", "accountability.own"})
OFFICE = OWN | {"orgs.view", "files.view"}
DUTIES = frozenset({"duties.view", "duties.own"})
BRANCH_DUTIES = DUTIES | {"duties.persons", "duties.state"}
DUTY_SIGHT = frozenset({"accountability.view"})
DUTY_ANSWERS = DUTY_SIGHT | {"accountability.answer"}
DUTY_OFFICE = DUTY_ANSWERS | {"accountability.edit", "accountability.check", "accountability.secrecy"}
PARTY_SIGHT = _each("view", of=PARTY) | {"orglife.talks"}
PARTY_ENTRY = PARTY_SIGHT | _each("edit", of=PARTY)
SIGHT = (
    _each("view", of=(*LEDGERS, "indicators", "packs", "reports", "work"))
    | OFFICE
    | {"activities.view", "activities.internal"}
    | DUTY_SIGHT
)
BRANCH = frozenset({"membership.view", "membership.edit", "membership.development", "membership.appraisals", "membership.procedures"})
RULES = frozenset({"packs.edit"})
ENTRY = SIGHT | RULES | _each("edit", "import") | {"files.attach", "dataio.view", "jobs.view", "activities.edit", "work.import"} | TASKS
RECORDING = frozenset({"files.attach", "activities.view", "activities.internal", "activities.edit"})

_ROLES = (
    Role(
        "system_admin",
        "系统管理员",
        frozenset(
            {
                "desk.view",
                "desk.answer",
                "notifications.view",
                "accounts.view",
                "accounts.edit",
                "orgs.view",
                "orgs.edit",
                "jobs.view",
                "jobs.operate",
                "ui.gallery",
            }
        ),
        note="维护账号、组织与后台任务，不接触业务数据。",
        separate_from=frozenset({"security_admin", "auditor"}),
    ),
    Role(
        "security_admin",
        "安全管理员",
        frozenset({"desk.view", "notifications.view", "access.edit", "accounts.view", "orgs.view"}),
        note="授权、解锁、结束会话，不接触业务数据。",
        separate_from=frozenset({"system_admin", "auditor"}),
    ),
    Role(
        "auditor",
        "审计管理员",
        frozenset({"desk.view", "notifications.view", "audit.view", "audit.verify", "orgs.view"}),
        note="查看并核验操作记录，不接触业务数据。",
        separate_from=frozenset({"system_admin", "security_admin"}),
    ),
    Role(
        "director",
        "局领导",
        SIGHT
        | OWN_TASKS
        | {"work.trace"}
        | DUTIES
        | PARTY_SIGHT
        | {"membership.view", "work.approve"}
        | DUTY_ANSWERS
        | {"accountability.check"},
        note="查看全部台账、指标与报告，报告本人的任务，批准计划变更，审批延期、复核销号。",
    ),
    Role(
        "clerk",
        "台账管理员",
        ENTRY
        | OVERSIGHT
        | DUTY_OFFICE
        | {"dataio.undo", "indicators.edit", "indicators.report", "reports.edit", "notifications.edit", "activities.kinds"},
        note="登记、导入、撤销导入，填报指标，编制报告。",
    ),
    Role("officer", "科室人员", ENTRY | DUTY_ANSWERS, note="登记、导入本科室台账，签收和报送工单。"),
    Role("viewer", "只读人员", SIGHT, note="只查看。"),
    Role(
        "party_clerk",
        "党务干部",
        _each("view", "edit", "import", of=("publicity",))
        | OFFICE
        | {"dataio.view", "notifications.edit"}
        | TASKS
        | OVERSIGHT
        | BRANCH_DUTIES
        | {"duties.adopt"}
        | BRANCH
        | {"membership.import", "membership.dues", "membership.appointments"}
        | RECORDING
        | {"activities.kinds", "orglife.votes", "orglife.catalogues"}
        | PARTY_ENTRY
        | DUTY_OFFICE,
        note="登记党员队伍、组织生活、品牌与荣誉，交办党务任务，掌握各支部应尽事项，采用和调整规则。",
    ),
    Role(
        "branch_secretary",
        "党支部书记",
        OFFICE | TASKS | BRANCH_DUTIES | BRANCH | RECORDING | PARTY_ENTRY | {"publicity.view", "orglife.votes"} | DUTY_ANSWERS,
        note="登记本支部党员，安排和登记组织生活，补充认定事实，报送工单。",
    ),
    Role(
        "party_member",
        "党员",
        OWN | OWN_TASKS | PARTY_SIGHT | {"duties.own", "activities.view"},
        note="查看本人的应尽事项和资料，报告本人的任务。",
    ),
    Role(
        "discipline_officer",
        "纪检干部",
        OFFICE
        | OWN_TASKS
        | PARTY_ENTRY
        | {"membership.view", "files.attach", "work.trace"}
        | DUTY_OFFICE
        | {"accountability.integrity", "accountability.cases"}
        | {"activities.view", "activities.internal", "activities.restricted", "activities.edit"},
        note="登记和查看谈话、节前提醒、案例通报和警示教育，办理本人经办的信访件。",
    ),
)

ROLES: dict[str, Role] = {role.key: role for role in _ROLES}
