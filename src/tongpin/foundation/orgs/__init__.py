"""组织与人员: the organisation tree with its administrative and Party faces, people and posts over time. Main nouns: Organisation, Person, Post."""
