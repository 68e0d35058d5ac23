"""The players' counters (health, stats, experience), and professions."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: None = None
depends_on: None = None


def upgrade() -> None:
    """Adds columns with defaults, which a version of the code that does not know them can leave out."""
    op.create_table(
        "professions",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("description", sa.Text, nullable=False),
        sa.Column("requirements", JSONB, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_professions"),
    )
    for counter in ("health", "max_health"):
        op.add_column("players", sa.Column(counter, sa.Integer, nullable=False, server_default="100"))
    for stat in ("strength", "dexterity", "constitution", "intelligence", "wisdom", "charisma"):
        op.add_column("players", sa.Column(stat, sa.Integer, nullable=False, server_default="10"))
    op.add_column("players", sa.Column("xp", sa.BigInteger, nullable=False, server_default="0"))
    op.add_column("players", sa.Column("profession_id", sa.Text))
    op.create_foreign_key("fk_players_professions", "players", "professions", ["profession_id"], ["id"])
    op.create_check_constraint("ck_players_health", "players", "health BETWEEN 0 AND max_health")
    op.create_check_constraint("ck_players_xp", "players", "xp >= 0")
