"""Tests of `tools.testreport`."""
