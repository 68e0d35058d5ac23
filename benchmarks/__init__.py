"""Measurements, side by side with the peers. Nothing imports this package but its own programs."""
