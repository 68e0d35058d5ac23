"""Tests of what programs under `tools/` know of the checkout. Nothing imports them."""
