"""Containers, and items as rows that are in exactly one place."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: None = None
depends_on: None = None


def upgrade() -> None:
    """Adds tables, and columns with defaults."""
    op.create_table(
        "containers",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("room_id", sa.Text),
        sa.Column("entity_id", sa.Uuid),
        sa.Column("capacity", sa.Integer, nullable=False),
        sa.Column("lock_state", sa.Text, nullable=False),
        sa.Column("allowed_roles", ARRAY(sa.Text), nullable=False),
        sa.Column("decays_at", sa.DateTime(timezone=True)),
        sa.Column("version", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_containers"),
        sa.CheckConstraint("num_nonnulls(room_id, entity_id) = 1", name="ck_containers_place"),
    )
    op.create_index("ix_containers_room_id", "containers", ["room_id"])
    op.create_index("ix_containers_entity_id", "containers", ["entity_id"])
    op.create_index("ix_containers_decays_at", "containers", ["decays_at"])

    op.create_table(
        "item_prototypes",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("max_stack", sa.Integer, nullable=False),
        sa.Column("slot", sa.Text),
        sa.PrimaryKeyConstraint("id", name="pk_item_prototypes"),
    )
    op.create_table(
        "items",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("prototype_id", sa.Text, nullable=False),
        sa.Column("quantity", sa.Integer, nullable=False),
        sa.Column("player_id", sa.Uuid),
        sa.Column("container_id", sa.Uuid),
        sa.Column("room_id", sa.Text),
        sa.Column("slot", sa.Text),
        sa.PrimaryKeyConstraint("id", name="pk_items"),
        sa.ForeignKeyConstraint(["prototype_id"], ["item_prototypes.id"], name="fk_items_item_prototypes"),
        sa.ForeignKeyConstraint(["player_id"], ["players.id"], name="fk_items_players"),
        sa.ForeignKeyConstraint(["container_id"], ["containers.id"], name="fk_items_containers"),
        sa.CheckConstraint("num_nonnulls(player_id, container_id, room_id) = 1", name="ck_items_place"),
        sa.CheckConstraint("slot IS NULL OR player_id IS NOT NULL", name="ck_items_slot"),
        sa.CheckConstraint("quantity > 0", name="ck_items_quantity"),
    )
    equipped = sa.text("slot IS NOT NULL")
    op.create_index("uq_items_slot", "items", ["player_id", "slot"], unique=True, postgresql_where=equipped)
    for owner in ("player_id", "container_id", "room_id"):
        op.create_index(f"ix_items_{owner}", "items", [owner])

    op.add_column("players", sa.Column("inventory_capacity", sa.Integer, nullable=False, server_default="20"))
    op.add_column("players", sa.Column("inventory_version", sa.Integer, nullable=False, server_default="0"))
