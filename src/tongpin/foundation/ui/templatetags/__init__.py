"""界面标签: template tags and filters; ``ui`` is a builtin of every template."""
