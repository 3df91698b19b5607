"""台账: what the ledgers of all domains do alike: rows by natural key, entry and amendment, counts, pages. Knows no subject."""
