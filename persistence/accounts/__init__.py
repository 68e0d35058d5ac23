"""Who may log in. The server imports `models`; the rest belongs to `persistence`."""
