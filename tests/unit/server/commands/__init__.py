"""Tests of what players type, on a real database."""
