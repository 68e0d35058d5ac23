"""Tests of `tools.pytest`."""
