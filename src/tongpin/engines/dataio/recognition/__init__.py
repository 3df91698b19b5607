"""识别: which row is the header, which ledger this is, which column means what, which rows are no records. Pure."""
