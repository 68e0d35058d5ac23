"""The use cases; the API and the commands call them."""
