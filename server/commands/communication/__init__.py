"""Talking to each other. Imported by the command table."""
