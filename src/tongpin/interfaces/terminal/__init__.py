"""命令行: the product from a terminal; the same services as the pages."""
