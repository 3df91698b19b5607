"""党员队伍推算: pure functions over plain values."""
