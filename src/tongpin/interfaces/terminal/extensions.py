"""命令行为整体提供的内容."""

from tongpin.kernel.extensions import AuditVerb

EXTENSIONS = [
    AuditVerb(verb="backup.made", title="备份"),
    AuditVerb(verb="backup.restored", title="从备份恢复"),
]
