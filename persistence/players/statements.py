"""The SQL about players. All of it sees living players only, except where a name says otherwise."""

from sqlalchemy import (
    ARRAY,
    DateTime,
    Executable,
    Integer,
    Text,
    Uuid,
    and_,
    bindparam,
    column,
    exists,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert

from persistence.keyed import KeyedChange, KeyedRead, given_pairs
from persistence.players.tables import players
from persistence.rooms.tables import rooms

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

_given = (
    func.unnest(
        bindparam("ids", type_=ARRAY(Uuid)),
        bindparam("user_ids", type_=ARRAY(Uuid)),
        bindparam("names", type_=ARRAY(Text)),
        bindparam("name_keys", type_=ARRAY(Text)),
        bindparam("room_ids", type_=ARRAY(Text)),
        bindparam("created", type_=ARRAY(DateTime(timezone=True))),
        bindparam("active", type_=ARRAY(DateTime(timezone=True))),
        bindparam("versions", type_=ARRAY(Integer)),
    )
    .table_valued(
        column("id", Uuid),
        column("user_id", Uuid),
        column("name", Text),
        column("name_key", Text),
        column("room_id", Text),
        column("created_at", DateTime(timezone=True)),
        column("last_active", DateTime(timezone=True)),
        column("version", Integer),
    )
    .render_derived(name="given")
)
_known = players.alias("known")
_insert = insert(players).from_select(
    ["id", "user_id", "name", "name_key", "room_id", "created_at", "last_active", "version"],
    select(
        *(given for given in _given.c if given.name != "version"),
        (_given.c.version + 1).label("version"),
    ).where(or_(_given.c.version == 0, exists().where(_known.c.id == _given.c.id))),
)
# One statement for new and known players: version 0 inserts, any other has to equal the version in the table. A player
# whose version does not fit is missing from the rows returned. Counters (`last_active`) never move back.
SAVE = _insert.on_conflict_do_update(
    index_elements=["id"],
    set_={
        "user_id": _insert.excluded.user_id,
        "name": _insert.excluded.name,
        "name_key": _insert.excluded.name_key,
        "room_id": _insert.excluded.room_id,
        "last_active": func.greatest(players.c.last_active, _insert.excluded.last_active),
        "version": _insert.excluded.version,
    },
    where=and_(players.c.version == _insert.excluded.version - 1, _LIVING),
).returning(*COLUMNS)
VERSIONS = select(players.c.id, players.c.version).where(
    players.c.id == func.any(bindparam("ids", type_=ARRAY(Uuid))), _LIVING
)

DELETE = (
    update(players).where(_THIS).values(deleted_at=func.now(), version=players.c.version + 1).returning(players.c.id)
)


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
