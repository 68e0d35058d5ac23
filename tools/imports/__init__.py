"""Exact dependencies: the `deps` in BUILD files against the imports in the sources.

`./bazelw run //tools/imports` reports what is missing, superfluous or forbidden; `//tools/lint` runs it too. Nothing
imports this package but its own program and its tests.
"""
