"""Tests of `tools.coverage`."""
