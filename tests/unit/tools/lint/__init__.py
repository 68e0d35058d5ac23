"""Tests of the lint run. Nothing imports them."""
