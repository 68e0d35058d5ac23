"""What holds things: chests, equipment, corpses. The server imports `models`; the rest belongs to `persistence`."""
