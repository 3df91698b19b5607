"""组织生活查询, cut by noun."""
