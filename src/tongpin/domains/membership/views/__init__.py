"""党员队伍页面, cut by noun."""
