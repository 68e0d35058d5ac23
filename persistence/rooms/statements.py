"""The SQL about rooms."""

from sqlalchemy import Integer, Text, bindparam, exists, or_, select
from sqlalchemy.dialects.postgresql import JSONB, insert

from persistence.keyed import given_table
from persistence.rooms.tables import rooms

COLUMNS = (rooms.c.id, rooms.c.zone, rooms.c.name, rooms.c.description, rooms.c.exits, rooms.c.version)

BY_ID = select(*COLUMNS).where(rooms.c.id == bindparam("room_id"))
ALL = select(*COLUMNS).order_by(rooms.c.id)
VERSION = select(rooms.c.version).where(rooms.c.id == bindparam("room_id"))

_given = given_table(
    "given",
    {"id": Text(), "zone": Text(), "name": Text(), "description": Text(), "exits": JSONB(), "version": Integer()},
)
_known = rooms.alias("known")
_insert = insert(rooms).from_select(
    ["id", "zone", "name", "description", "exits", "version"],
    select(
        *(given for given in _given.c if given.name != "version"),
        (_given.c.version + 1).label("version"),
    ).where(or_(_given.c.version == 0, exists().where(_known.c.id == _given.c.id))),
)
# As for players: version 0 inserts, any other has to equal the version in the table, and a room whose version does not
# fit is missing from the rows returned.
SAVE = _insert.on_conflict_do_update(
    index_elements=["id"],
    set_={
        "zone": _insert.excluded.zone,
        "name": _insert.excluded.name,
        "description": _insert.excluded.description,
        "exits": _insert.excluded.exits,
        "version": _insert.excluded.version,
    },
    where=rooms.c.version == _insert.excluded.version - 1,
).returning(*COLUMNS)
