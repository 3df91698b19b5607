"""组织生活表单, cut by noun."""
