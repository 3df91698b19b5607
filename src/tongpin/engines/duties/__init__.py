"""应尽事项: what dated rules ask of whom in which window, and what the records show. Main nouns: Duty, Finding, Adoption."""
