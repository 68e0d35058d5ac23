"""Tests of the persistence layer's measurement."""
