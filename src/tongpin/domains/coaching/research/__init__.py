"""研发费用归集: entries, their items, and what the three meanings make of them; plain Python over the rulebook."""
