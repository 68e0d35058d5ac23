"""Tests of `tests.support`."""
