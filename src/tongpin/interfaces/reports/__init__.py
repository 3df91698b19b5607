"""报告: sentences over several subjects as page, Word and Excel. Main nouns: ReportTemplate, SentenceTemplate."""
