"""Unit tests of the server; their paths mirror the paths of what they test."""
