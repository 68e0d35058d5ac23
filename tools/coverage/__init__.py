"""Which lines the tests run: collected per test, merged, shown, and held against a floor.

May be imported by `tools/testreport`; Bazel runs the rest.
"""
