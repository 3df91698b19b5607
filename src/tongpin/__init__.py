"""同频 Tongpin: one loop for Party work and science-and-technology business of a bureau."""
