"""单元格: what a raw cell means for a column, or what is wrong with it. Pure; one reader per column, called for each distinct cell."""
