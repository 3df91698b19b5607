"""审计: what happened, who did it, in an append-only chain of hashes. Main noun: AuditEvent."""
