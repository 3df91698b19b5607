"""文档: Word, Excel and PDF in office layout from plain tables and paragraphs; knows no subject."""
