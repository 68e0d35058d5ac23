"""The table of rooms. Exits are read and written with their room, as one JSON object of direction and target."""

from sqlalchemy import Column, Integer, Table, Text
from sqlalchemy.dialects.postgresql import JSONB

from persistence.schema.metadata import metadata

rooms = Table(
    "rooms",
    metadata,
    Column("id", Text, primary_key=True),
    Column("zone", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("description", Text, nullable=False),
    Column("exits", JSONB, nullable=False),
    Column("version", Integer, nullable=False),
)
