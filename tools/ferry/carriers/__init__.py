"""Which carriers an expression reads, where they are read, and what goes into them."""
