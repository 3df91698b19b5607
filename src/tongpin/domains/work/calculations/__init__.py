"""攻坚推进计算: reading what people type; pure."""
