"""组织生活清单, cut by noun."""
