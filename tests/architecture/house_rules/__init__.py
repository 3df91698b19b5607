"""The house's own rules that no public checker knows, each with lines that are right and lines that are wrong."""
