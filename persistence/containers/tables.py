"""The table of containers."""

from sqlalchemy import ARRAY, CheckConstraint, Column, DateTime, Index, Integer, Table, Text, Uuid

from persistence.schema.metadata import metadata

containers = Table(
    "containers",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("kind", Text, nullable=False),
    # Neither refers to a table: rooms come and go with the world's files, and not every being is a player.
    Column("room_id", Text),
    Column("entity_id", Uuid),
    Column("capacity", Integer, nullable=False),
    Column("lock_state", Text, nullable=False),
    Column("allowed_roles", ARRAY(Text), nullable=False),
    Column("decays_at", DateTime(timezone=True)),
    Column("version", Integer, nullable=False),
    CheckConstraint("num_nonnulls(room_id, entity_id) = 1", name="place"),
    Index("ix_containers_room_id", "room_id"),
    Index("ix_containers_entity_id", "entity_id"),
    Index("ix_containers_decays_at", "decays_at"),
)
