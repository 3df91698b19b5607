"""基础: who, where, may they, what happened, how it looks."""
