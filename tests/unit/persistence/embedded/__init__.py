"""Tests of `persistence.embedded`, on real servers."""
