"""The SQL about rooms."""

from sqlalchemy import ARRAY, Integer, Text, and_, bindparam, column, exists, func, or_, select
from sqlalchemy.dialects.postgresql import JSONB, insert

from persistence.rooms.tables import rooms

COLUMNS = (rooms.c.id, rooms.c.zone, rooms.c.name, rooms.c.description, rooms.c.exits, rooms.c.version)

BY_ID = select(*COLUMNS).where(rooms.c.id == bindparam("room_id"))
ALL = select(*COLUMNS).order_by(rooms.c.id)
VERSION = select(rooms.c.version).where(rooms.c.id == bindparam("room_id"))

_given = (
    func.unnest(
        bindparam("ids", type_=ARRAY(Text)),
        bindparam("zones", type_=ARRAY(Text)),
        bindparam("names", type_=ARRAY(Text)),
        bindparam("descriptions", type_=ARRAY(Text)),
        bindparam("exits", type_=ARRAY(JSONB)),
        bindparam("versions", type_=ARRAY(Integer)),
    )
    .table_valued(
        column("id", Text),
        column("zone", Text),
        column("name", Text),
        column("description", Text),
        column("exits", JSONB),
        column("version", Integer),
    )
    .render_derived(name="given")
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
    where=and_(rooms.c.version == _insert.excluded.version - 1),
).returning(*COLUMNS)
