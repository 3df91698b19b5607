"""演示攻坚: plans, a flagship project of 60 nodes dated back from its deadline, and ordinary projects."""
