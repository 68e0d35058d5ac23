"""Tests of the persistence layer, by domain and by promise."""
