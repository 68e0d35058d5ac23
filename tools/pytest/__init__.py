"""Runs pytest as a Bazel test.

May be imported by nobody: the macro `pytest_test` puts it under every test.
"""
