"""组织生活页面, cut by noun."""
