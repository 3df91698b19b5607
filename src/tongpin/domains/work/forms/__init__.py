"""攻坚推进表单, cut by noun."""
