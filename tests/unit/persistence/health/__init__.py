"""Tests of health and stats."""
