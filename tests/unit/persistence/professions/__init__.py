"""Tests of professions."""
