"""监看页面: pages of the audit trail and of background jobs; they need doors and page shapes, so they stand above both."""
