"""How code uses a function, an object or a result, as the syntax around it tells."""
