"""Tests of the macros in `tools/build`: targets made by them look at what they were given."""
