"""惠企政策办理: one function is one thing that happened."""
