"""组织生活: meetings, theme days, study, lectures, talks, co-building, documents. Main nouns: Meeting, ThemeDay, StudySession."""
