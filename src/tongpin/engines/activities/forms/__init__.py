"""工作记录表单, by what is filled in."""
