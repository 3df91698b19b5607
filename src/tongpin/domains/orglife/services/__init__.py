"""组织生活办理, cut by noun."""
