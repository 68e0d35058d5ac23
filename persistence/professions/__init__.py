"""What players do for a living. The server imports `models`; the rest belongs to `persistence`."""
