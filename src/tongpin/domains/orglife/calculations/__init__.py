"""组织生活的计算: pure functions over plain values."""
