"""Tests of the lock of what comes from PyPI."""
