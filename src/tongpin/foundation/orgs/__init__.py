"""组织与人员: the organisation tree with its two faces, people, and posts over time. Main nouns: Organisation, Person, Post."""
