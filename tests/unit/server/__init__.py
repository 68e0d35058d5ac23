"""Tests of `server`, one part at a time."""
