"""工作记录页面, by what the person does."""
