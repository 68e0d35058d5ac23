"""Unit tests of the programs behind the migration rules. Nothing imports them."""
