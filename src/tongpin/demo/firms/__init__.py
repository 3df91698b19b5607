"""演示企业: three hundred invented firms with their figures, rights and coaching."""
