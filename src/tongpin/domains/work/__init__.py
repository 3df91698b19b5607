"""攻坚推进: who owes what by when. Main noun: Task."""
