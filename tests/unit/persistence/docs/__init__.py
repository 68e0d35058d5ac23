"""Tests of the documents about the layer."""
