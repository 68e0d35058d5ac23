"""Tests of the persistence facade on a real PostgreSQL."""
