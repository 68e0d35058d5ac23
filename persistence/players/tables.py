"""The table of players. Deleted players stay as rows, for what refers to them; their names are free again.

Beside what belongs to the whole `Player`, whose saves count the version, a row holds counters: health, stats and
experience. They change in SQL, by the methods of their own domains, and leave the version alone: a save of the whole
player never sets one back.
"""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    Uuid,
    text,
)

from persistence.schema.metadata import metadata

STATS = ("strength", "dexterity", "constitution", "intelligence", "wisdom", "charisma")

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
    Column("health", Integer, nullable=False, server_default="100"),
    Column("max_health", Integer, nullable=False, server_default="100"),
    *(Column(stat, Integer, nullable=False, server_default="10") for stat in STATS),
    Column("xp", BigInteger, nullable=False, server_default="0"),
    Column("inventory_capacity", Integer, nullable=False, server_default="20"),
    # Counts every change of what the player carries.
    Column("inventory_version", Integer, nullable=False, server_default="0"),
    Column("profession_id", Text, ForeignKey("professions.id")),
    CheckConstraint("health BETWEEN 0 AND max_health", name="health"),
    CheckConstraint("xp >= 0", name="xp"),
    Index("uq_players_name", "name_key", unique=True, postgresql_where=_LIVING),
    Index("ix_players_user_id", "user_id", postgresql_where=_LIVING),
    Index("ix_players_room_id", "room_id", postgresql_where=_LIVING),
)
