"""Unit tests of the programs under `tools/`. Nothing imports them."""
