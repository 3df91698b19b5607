"""党员队伍表单, cut by noun."""
