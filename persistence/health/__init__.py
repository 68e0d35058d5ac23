"""How well players are: health and stats. The server imports `models`; the rest belongs to `persistence`."""
