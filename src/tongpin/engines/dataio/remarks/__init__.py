"""错误批注: the user's own file back, with wrong cells marked and a column 错误原因."""
