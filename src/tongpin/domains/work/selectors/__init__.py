"""攻坚推进查询, cut by noun."""
