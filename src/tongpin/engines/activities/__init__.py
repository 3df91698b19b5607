"""工作记录: what happened, entered once and counted everywhere. Main nouns: Activity, Participation, ActivityLink, KindDefinition."""
