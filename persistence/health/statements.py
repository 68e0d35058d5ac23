"""The SQL about health and stats, of living players only.

Each change locks its row, reads it, and sets the new value from what it read: so it knows the value before, and two
changes at the same time are made one after the other.
"""

from sqlalchemy import ColumnElement, Executable, Integer, Uuid, bindparam, case, func, select, update

from persistence.health.models import LARGEST_STAT, SMALLEST_STAT, StatField
from persistence.keyed import KeyedChange, given_pairs
from persistence.players.tables import STATS, players

_LIVING = players.c.deleted_at.is_(None)

VITALS = select(players.c.id, players.c.health, players.c.max_health, *(players.c[stat] for stat in STATS)).where(
    players.c.id == bindparam("player_id"), _LIVING
)


def _change_health(skip_locked: bool) -> Executable:
    given = given_pairs(Uuid(), Integer())
    before = (
        select(players.c.id, players.c.health, given.c.value)
        .join_from(players, given, players.c.id == given.c.key)
        .where(_LIVING)
        .with_for_update(of=players, skip_locked=skip_locked)
        .cte("before")
    )
    clamped = func.least(func.greatest(before.c.health + before.c.value, 0), players.c.max_health)
    return (
        update(players)
        .where(players.c.id == before.c.id)
        .values(health=clamped)
        .returning(players.c.id, players.c.health, players.c.max_health, before.c.health.label("before"))
    )


CHANGE_HEALTH = KeyedChange.build(_change_health)


def _change_stat(field: StatField) -> Executable:
    stat = players.c[field.value]
    changed = func.least(func.greatest(stat + bindparam("delta", type_=Integer), SMALLEST_STAT), LARGEST_STAT)
    values: dict[ColumnElement[int], ColumnElement[int]] = {stat: changed}
    if field is StatField.MAX_HEALTH:
        values[players.c.health] = case((players.c.health > changed, changed), else_=players.c.health)
    return update(players).where(players.c.id == bindparam("player_id"), _LIVING).values(values).returning(stat)


# One statement for each field of the allow-list: no name of a column is ever made from what a caller gives.
CHANGE_STAT = {field: _change_stat(field) for field in StatField}
