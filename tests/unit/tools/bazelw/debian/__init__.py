"""Tests of the recipe that assembles Bazel from Debian's packages: what can be decided without a mirror."""
