"""The SQL about experience, of living players only; the changes are made as those of health."""

from sqlalchemy import BigInteger, ColumnElement, Executable, Uuid, bindparam, func, select, update

from persistence.experience.models import LARGEST_XP
from persistence.keyed import KeyedChange, given_pairs
from persistence.players.tables import players

_LIVING = players.c.deleted_at.is_(None)

OF_PLAYER = select(players.c.id, players.c.xp).where(players.c.id == bindparam("player_id"), _LIVING)


def _change(skip_locked: bool, *, absolute: bool) -> Executable:
    given = given_pairs(Uuid(), BigInteger())
    before = (
        select(players.c.id, players.c.xp, given.c.value)
        .join_from(players, given, players.c.id == given.c.key)
        .where(_LIVING)
        .with_for_update(of=players, skip_locked=skip_locked)
        .cte("before")
    )
    new: ColumnElement[int] = before.c.value if absolute else func.least(before.c.xp + before.c.value, LARGEST_XP)
    return (
        update(players)
        .where(players.c.id == before.c.id)
        .values(xp=new)
        .returning(players.c.id, players.c.xp, before.c.xp.label("before"))
    )


GAIN = KeyedChange.build(lambda skip_locked: _change(skip_locked, absolute=False))
SET = KeyedChange.build(lambda skip_locked: _change(skip_locked, absolute=True))
