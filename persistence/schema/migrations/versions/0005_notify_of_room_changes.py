"""The database tells who listens of every change of the rooms, so that they can be cached."""

from alembic import op

revision: str = "0005"
down_revision: str | None = "0004"
branch_labels: None = None
depends_on: None = None


def upgrade() -> None:
    """Adds a trigger, which code that does not listen has no need to know."""
    op.execute("""
        CREATE FUNCTION notify_of_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            PERFORM pg_notify('ferry_changes', TG_TABLE_NAME);
            RETURN NULL;
        END
        $$
    """)
    op.execute("""
        CREATE TRIGGER notify_of_change AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON rooms
        FOR EACH STATEMENT EXECUTE FUNCTION notify_of_change()
    """)
