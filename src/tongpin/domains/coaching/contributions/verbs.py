"""企业辅导的审计动作."""

from __future__ import annotations

VERBS = {
    "rd_project.opened": "建立研发项目",
    "rd_project.corrected": "更正研发项目",
    "rd_project.removed": "移除研发项目",
    "rd_entry.entered": "登记辅助账分录",
    "rd_entry.corrected": "更正辅助账分录",
    "rd_entry.removed": "移除辅助账分录",
    "rd_year.stated": "登记加计扣除年度事项",
    "rd_year.corrected": "更正加计扣除年度事项",
    "firm_year.entered": "登记经营数据",
    "firm_year.corrected": "更正经营数据",
    "firm_year.counted": "登记月度人数",
    "right.entered": "登记知识产权",
    "right.corrected": "更正知识产权",
    "right.lapsed": "登记知识产权失效",
    "application.opened": "建立申报",
    "application.moved": "推进申报",
    "application.rights": "填列所用知识产权",
    "application.recognised": "登记申报通过",
    "application.failed": "登记申报未通过或撤回",
    "annual_report.filed": "登记年度报表填报",
    "annual_report.corrected": "更正年度报表填报",
    "coached_firm.taken_on": "列入辅导",
    "coached_firm.corrected": "更正辅导安排",
    "coached_firm.released": "移出辅导名单",
    "firm_review.entered": "登记人工认定",
    "firm_review.corrected": "更正人工认定",
}
