"""The tables of items and of their prototypes."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, Table, Text, Uuid, text

from persistence.schema.metadata import metadata

item_prototypes = Table(
    "item_prototypes",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("max_stack", Integer, nullable=False),
    Column("slot", Text),
)

# An item is one row and its place is in that row, of which one column is set: it cannot be in two places or in none.
items = Table(
    "items",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("prototype_id", Text, ForeignKey("item_prototypes.id"), nullable=False),
    Column("quantity", Integer, nullable=False),
    Column("player_id", Uuid, ForeignKey("players.id")),
    Column("container_id", Uuid, ForeignKey("containers.id")),
    Column("room_id", Text),
    Column("slot", Text),
    CheckConstraint("num_nonnulls(player_id, container_id, room_id) = 1", name="place"),
    CheckConstraint("slot IS NULL OR player_id IS NOT NULL", name="slot"),
    CheckConstraint("quantity > 0", name="quantity"),
    Index("uq_items_slot", "player_id", "slot", unique=True, postgresql_where=text("slot IS NOT NULL")),
    Index("ix_items_player_id", "player_id"),
    Index("ix_items_container_id", "container_id"),
    Index("ix_items_room_id", "room_id"),
)
