"""暂存: rows read, compared with what is stored, and packed until somebody confirms. Pure; the services put it into tables."""
