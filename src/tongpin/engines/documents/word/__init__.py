"""Word 文稿: the parts of a .docx, each written where it belongs."""
