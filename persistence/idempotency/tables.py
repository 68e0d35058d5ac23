"""The table of operations that were done."""

from sqlalchemy import Column, DateTime, Index, Table, Text, Uuid, func
from sqlalchemy.dialects.postgresql import JSONB

from persistence.schema.metadata import metadata

operations = Table(
    "operations",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("what", Text, nullable=False),
    Column("result", JSONB),
    Column("done_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Index("ix_operations_done_at", "done_at"),
)
