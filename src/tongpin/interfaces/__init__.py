"""界面: the whole, seen from outside; these folders do not know each other."""
