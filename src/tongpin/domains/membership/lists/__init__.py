"""党员队伍清单, cut by noun."""
