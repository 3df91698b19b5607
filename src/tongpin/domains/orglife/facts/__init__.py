"""组织生活的事实, cut by noun."""
