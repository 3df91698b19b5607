"""党员队伍: the working register of members, branches and terms, development, elections, posts. Main nouns: Member, Term, DevelopmentCase."""
