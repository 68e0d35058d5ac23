"""Tests of how buildifier and buildozer get onto a machine. Nothing imports them."""
