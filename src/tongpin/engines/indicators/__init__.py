"""指标: numbers for an organisation and a period, their targets and lights. Main nouns: Measure, Target, Observation."""
