"""Tests that need one part at a time. Nothing imports them."""
