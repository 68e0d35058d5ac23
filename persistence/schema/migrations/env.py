# ruff: noqa: INP001 - Alembic executes this file by its path; it is in no package
"""Runs the migrations on the connection that `persistence.schema.migrate` gives."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
with context.begin_transaction():
    context.run_migrations()
