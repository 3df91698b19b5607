"""引擎: work done for any subject; an engine knows no subject."""
