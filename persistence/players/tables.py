"""The table of players. Deleted players stay as rows, for what refers to them; their names are free again."""

from sqlalchemy import Column, DateTime, ForeignKey, Index, Integer, Table, Text, Uuid, text

from persistence.schema.metadata import metadata

_LIVING = text("deleted_at IS NULL")

players = Table(
    "players",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("user_id", Uuid, ForeignKey("accounts.id"), nullable=False),
    Column("name", Text, nullable=False),
    Column("name_key", Text, nullable=False),
    # No foreign key: the world's files may drop a room while players stand in it. `validate_player_room` mends that.
    Column("room_id", Text, nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("last_active", DateTime(timezone=True), nullable=False),
    Column("version", Integer, nullable=False),
    Column("deleted_at", DateTime(timezone=True)),
    Index("uq_players_name", "name_key", unique=True, postgresql_where=_LIVING),
    Index("ix_players_user_id", "user_id", postgresql_where=_LIVING),
    Index("ix_players_room_id", "room_id", postgresql_where=_LIVING),
)
