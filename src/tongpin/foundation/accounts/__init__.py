"""账号: who may sign in, sessions and passwords. Main noun: User."""
