"""党员队伍: the working register of members, their development, elections, dues and posts. Main nouns: Member, Term, DevelopmentCase."""
