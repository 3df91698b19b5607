"""附件: evidence, content-addressed and immutable. Main nouns: StoredFile, Attachment."""
