"""导入页面: upload, look over, confirm, take back; templates and the person's own file back."""
