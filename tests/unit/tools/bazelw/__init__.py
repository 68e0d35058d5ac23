"""Tests of the launcher, with programs and servers that stand in for what it finds on a machine."""
