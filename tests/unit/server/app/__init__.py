"""Tests of settings, logs, start and stop."""
