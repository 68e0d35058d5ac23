"""Tests of the check that dependencies are exactly the imports. Nothing imports them."""
