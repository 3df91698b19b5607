"""专家智库: institutes and experts. Main nouns: Institute, Expert."""
