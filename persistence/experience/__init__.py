"""What players have learnt. The server imports `models`; the rest belongs to `persistence`."""
