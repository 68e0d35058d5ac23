"""The SQL about containers."""

from sqlalchemy import DateTime, Integer, bindparam, delete, insert, select, update

from persistence.containers.tables import containers
from persistence.inventory.tables import items

COLUMNS = (
    containers.c.id,
    containers.c.kind,
    containers.c.room_id,
    containers.c.entity_id,
    containers.c.capacity,
    containers.c.lock_state,
    containers.c.allowed_roles,
    containers.c.decays_at,
    containers.c.version,
)
_THIS = containers.c.id == bindparam("container_id")

CREATE = insert(containers).returning(*COLUMNS)
BY_ID = select(*COLUMNS).where(_THIS)
IN_ROOM = select(*COLUMNS).where(containers.c.room_id == bindparam("room_id")).order_by(containers.c.id)
OF_ENTITY = select(*COLUMNS).where(containers.c.entity_id == bindparam("entity_id")).order_by(containers.c.id)
DECAYED = (
    select(*COLUMNS)
    .where(containers.c.decays_at <= bindparam("moment", type_=DateTime(timezone=True)))
    .order_by(containers.c.decays_at, containers.c.id)
    .limit(bindparam("limit", type_=Integer))
)
UPDATE = (
    update(containers)
    .where(_THIS, containers.c.version == bindparam("known_version"))
    .values(version=containers.c.version + 1)
    .returning(*COLUMNS)
)
# Locked, the container takes no item until the transaction ends: an item's foreign key needs a lock on it too.
LOCK = select(containers.c.capacity).where(_THIS).with_for_update()
CONTENT = select(items.c.id).where(items.c.container_id == bindparam("container_id")).limit(1)
DELETE = delete(containers).where(_THIS).returning(containers.c.id)
