"""Tests of the migration engine."""
