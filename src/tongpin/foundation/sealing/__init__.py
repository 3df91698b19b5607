"""密封: text that only named people may read, encrypted before it reaches the database. Main nouns: Sealed, SealedField."""
