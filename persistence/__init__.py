"""The asynchronous persistence layer: the one door to the database.

Anyone may import `persistence.layer`, `persistence.errors` and the domains' `models`; repositories, tables and the
database module belong to this package alone, which Bazel's visibility enforces.
"""
