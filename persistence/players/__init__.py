"""The characters of the world. The server imports `models`; the rest belongs to `persistence`."""
