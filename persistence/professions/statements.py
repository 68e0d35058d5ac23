"""The SQL about professions."""

from sqlalchemy import Text, bindparam, select, update
from sqlalchemy.dialects.postgresql import JSONB, insert

from persistence.keyed import given_table
from persistence.players.tables import STATS, players
from persistence.professions.tables import professions

COLUMNS = (professions.c.id, professions.c.name, professions.c.description, professions.c.requirements)
_LIVING = players.c.deleted_at.is_(None)

ALL = select(*COLUMNS).order_by(professions.c.id)
BY_ID = select(*COLUMNS).where(professions.c.id == bindparam("profession_id"))
OF_PLAYER = (
    select(*COLUMNS)
    .join_from(players, professions, players.c.profession_id == professions.c.id)
    .where(players.c.id == bindparam("player_id"), _LIVING)
)

_given = given_table("given", {"id": Text(), "name": Text(), "description": Text(), "requirements": JSONB()})
_insert = insert(professions).from_select(["id", "name", "description", "requirements"], select(*_given.c))
SAVE = _insert.on_conflict_do_update(
    index_elements=["id"],
    set_={name: _insert.excluded[name] for name in ("name", "description", "requirements")},
).returning(professions.c.id)

# The row stays locked until the profession is set: no stat changes between the check and what it allows.
STATS_FOR_UPDATE = (
    select(players.c.max_health, *(players.c[stat] for stat in STATS))
    .where(players.c.id == bindparam("player_id"), _LIVING)
    .with_for_update()
)
CHOOSE = (
    update(players)
    .where(players.c.id == bindparam("player_id"))
    .values(profession_id=bindparam("profession_id", type_=Text))
    .returning(players.c.id)
)
