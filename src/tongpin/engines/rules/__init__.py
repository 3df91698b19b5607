"""规则: loads the rulebook, answers "as of this date" and says why. Main nouns: Rule, Answer."""
