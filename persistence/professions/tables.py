"""The table of professions."""

from sqlalchemy import Column, Table, Text
from sqlalchemy.dialects.postgresql import JSONB

from persistence.schema.metadata import metadata

professions = Table(
    "professions",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("description", Text, nullable=False),
    Column("requirements", JSONB, nullable=False),
)
