"""指标计算: pure functions over exact numbers; they know neither the database nor the clock."""
