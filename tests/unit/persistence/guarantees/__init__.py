"""Tests of what the layer promises whatever the operation."""
