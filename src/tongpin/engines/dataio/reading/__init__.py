"""读取: turns the bytes of a workbook into rows of raw cells, in a child process with limits; knows no database."""
