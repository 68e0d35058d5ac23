"""The database's schema: what all tables share, and the migrations that make them. It belongs to `persistence`."""
