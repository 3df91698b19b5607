"""计划与平台: funds from above, platforms and project stages. Main nouns: Grant, Platform, ProgrammeProject."""
