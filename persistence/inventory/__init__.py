"""Items, and where they are. The server imports `models`; the rest belongs to `persistence`."""
