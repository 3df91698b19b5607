"""工作台: home, to-do and search; gathers what the subjects contribute."""
