"""演示: a believable bureau, built by calling services."""
