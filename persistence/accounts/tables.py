"""The table of accounts."""

from sqlalchemy import Column, DateTime, Index, Table, Text, Uuid, func

from persistence.schema.metadata import metadata

accounts = Table(
    "accounts",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("username", Text, nullable=False),
    Column("username_key", Text, nullable=False),
    Column("password_hash", Text, nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Index("uq_accounts_username", "username_key", unique=True),
)
