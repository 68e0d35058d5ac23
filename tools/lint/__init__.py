"""Every check of the sources in one run: `./bazelw run //tools/lint`, or `make lint`.

Nothing imports this package but its own program and its tests.
"""
