"""The game as a person at a browser meets it: Chromium, a real server, a real PostgreSQL."""
