"""导入导出: ledgers in with preview, cell errors and undo; lists out. Main nouns: Batch, SheetImport."""
