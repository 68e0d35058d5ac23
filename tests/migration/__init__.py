"""Tests of the worked example as a whole. Nothing imports them."""
