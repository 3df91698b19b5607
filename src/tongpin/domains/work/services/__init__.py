"""攻坚推进办理, cut by noun."""
