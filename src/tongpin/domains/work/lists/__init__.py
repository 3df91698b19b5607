"""攻坚推进清单, cut by noun."""
