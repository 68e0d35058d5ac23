"""Tests of the services on a mock of the persistence."""
