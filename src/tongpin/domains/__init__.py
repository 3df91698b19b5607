"""业务: the client's table of contents; one folder is one subject, from tables to pages."""
