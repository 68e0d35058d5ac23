"""The SQL about players. All of it sees living players only, except where a name says otherwise."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    DateTime,
    Executable,
    Integer,
    Text,
    Uuid,
    and_,
    bindparam,
    exists,
    func,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.sql.base import ReadOnlyColumnCollection
from sqlalchemy.types import TypeEngine

from persistence.keyed import KeyedChange, KeyedRead, given_pairs, given_table
from persistence.players.models import Player
from persistence.players.tables import players
from persistence.rooms.tables import rooms
from persistence.validation import name_key

# In the order of the attributes of `Player`.
COLUMNS = (
    players.c.id,
    players.c.user_id,
    players.c.name,
    players.c.room_id,
    players.c.created_at,
    players.c.last_active,
    players.c.version,
)
_LIVING = players.c.deleted_at.is_(None)
_THIS = and_(players.c.id == bindparam("player_id"), _LIVING)

BY_ID = KeyedRead(
    select(*COLUMNS).where(players.c.id == func.any(bindparam("keys", type_=ARRAY(Uuid))), _LIVING), key_index=0
)
BY_NAME = KeyedRead(
    select(*COLUMNS, players.c.name_key).where(
        players.c.name_key == func.any(bindparam("keys", type_=ARRAY(Text))), _LIVING
    ),
    key_index=len(COLUMNS),
)
BY_USER_LAST_ACTIVE = (
    select(*COLUMNS)
    .where(players.c.user_id == bindparam("user_id"), _LIVING)
    .order_by(players.c.last_active.desc(), players.c.id)
    .limit(1)
)
IN_ROOM = KeyedRead(
    select(*COLUMNS)
    .where(players.c.room_id == func.any(bindparam("keys", type_=ARRAY(Text))), _LIVING)
    .order_by(players.c.name_key),
    key_index=3,
)

# A page: keys after the one given, which the index on the key finds without counting the rows before.
ALL_BY_NAME = (
    select(*COLUMNS)
    .where(_LIVING, players.c.name_key > bindparam("after_key"))
    .order_by(players.c.name_key)
    .limit(bindparam("limit", type_=Integer))
)
OF_USER_BY_NAME = ALL_BY_NAME.where(players.c.user_id == bindparam("user_id"))

# Of a whole player, as it is given.
GIVEN_COLUMNS: Mapping[str, TypeEngine[Any]] = {
    "id": Uuid(),
    "user_id": Uuid(),
    "name": Text(),
    "name_key": Text(),
    "room_id": Text(),
    "created_at": DateTime(timezone=True),
    "last_active": DateTime(timezone=True),
    "version": Integer(),
}


def saved_when(given: ReadOnlyColumnCollection[str, Any], *, in_batch: bool) -> Sequence[ColumnElement[bool]]:
    """When a known player is saved: it lives and has the given version.

    A batch leaves alone who gets another name or account, as another transaction may be about to take that name: nobody
    in the batch should wait for it.
    """
    fits = [_LIVING, players.c.version == given.version]
    if in_batch:
        fits += [players.c.name_key == given.name_key, players.c.user_id == given.user_id]
    return fits


def saved_values(given: ReadOnlyColumnCollection[str, Any]) -> Mapping[str, ColumnElement[Any]]:
    """What the save of a known player sets, from the `given` columns. `last_active` never moves back."""
    return {
        "user_id": given.user_id,
        "name": given.name,
        "name_key": given.name_key,
        "room_id": given.room_id,
        "last_active": func.greatest(players.c.last_active, given.last_active),
        "version": given.version + 1,
    }


def given_players(given: Sequence[Player]) -> dict[str, Sequence[object]]:
    """The arrays of whole players, for statements with a table `given` that has `GIVEN_COLUMNS`."""
    return {
        "given_id": [player.id for player in given],
        "given_user_id": [player.user_id for player in given],
        "given_name": [player.name for player in given],
        "given_name_key": [name_key(player.name) for player in given],
        "given_room_id": [player.room_id for player in given],
        "given_created_at": [player.created_at for player in given],
        "given_last_active": [player.last_active for player in given],
        "given_version": [player.version for player in given],
    }


def _save(skip_locked: bool) -> Executable:
    given = given_table("given", GIVEN_COLUMNS)
    if not skip_locked:
        # The version is compared again after a wait for another transaction, so nothing need be locked first.
        save = update(players).where(players.c.id == given.c.id, *saved_when(given.c, in_batch=False))
        return save.values(saved_values(given.c)).returning(*COLUMNS)
    locked = (
        select(*given.c)
        .join_from(players, given, players.c.id == given.c.id)
        .where(*saved_when(given.c, in_batch=True))
        .with_for_update(of=players, skip_locked=True)
        .cte("locked")
    )
    return update(players).where(players.c.id == locked.c.id).values(saved_values(locked.c)).returning(*COLUMNS)


# Of known players. One whose version does not fit is missing from the rows returned.
SAVE = KeyedChange.build(_save, lambda keys, values: given_players(values))

_given = given_table("given", GIVEN_COLUMNS)
_insert = insert(players).from_select(
    list(GIVEN_COLUMNS),
    select(*(given for given in _given.c if given.name != "version"), (_given.c.version + 1).label("version")),
)
# Of new players. One whose id exists, or whose name is taken, is missing from the rows returned.
CREATE = _insert.on_conflict_do_nothing().returning(*COLUMNS)
VERSIONS = select(players.c.id, players.c.version).where(
    players.c.id == func.any(bindparam("ids", type_=ARRAY(Uuid))), _LIVING
)

DELETED = select(players.c.id).where(players.c.id == bindparam("player_id"), ~_LIVING)

DELETE = update(players).where(_THIS).values(deleted_at=func.now()).returning(players.c.id)


def _touch(skip_locked: bool) -> Executable:
    given = given_pairs(Uuid(), DateTime(timezone=True))
    locked = (
        select(players.c.id, given.c.value)
        .join_from(players, given, players.c.id == given.c.key)
        .where(_LIVING)
        .with_for_update(of=players, skip_locked=skip_locked)
        .cte("locked")
    )
    return (
        update(players)
        .where(players.c.id == locked.c.id)
        .values(last_active=func.greatest(players.c.last_active, locked.c.value))
        .returning(players.c.id)
    )


TOUCH = KeyedChange.build(_touch)

_room_exists = exists().where(rooms.c.id == bindparam("to_room_id"))
MOVE = (
    update(players)
    .where(_THIS, _room_exists)
    .values(room_id=bindparam("to_room_id"), version=players.c.version + 1)
    .returning(*COLUMNS)
)
MOVE_FROM = MOVE.where(players.c.room_id == bindparam("from_room_id"))
MOVE_OUT_OF_NOWHERE = MOVE.where(~exists().where(rooms.c.id == players.c.room_id))
ROOM_EXISTS = select(rooms.c.id).where(rooms.c.id == bindparam("to_room_id"))
