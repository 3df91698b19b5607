"""攻坚推进面板与待办, cut by noun."""
