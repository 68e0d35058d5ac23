"""`make test`: runs the tests with Bazel and tells a person what came out.

May be imported by nobody but its tests.
"""
