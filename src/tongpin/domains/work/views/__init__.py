"""攻坚推进页面, cut by noun."""
