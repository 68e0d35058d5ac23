"""Tests of items and inventories."""
