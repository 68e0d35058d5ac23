"""The SQL about items.

Who changes items locks first the players and containers that gain or lose them, in the order of `lock_order`, then the
items. So two movements never wait for each other in turn, a container cannot be overfilled, and a player's inventory
version counts every change.
"""

from sqlalchemy import ARRAY, Integer, Text, Uuid, bindparam, delete, false, func, select, update
from sqlalchemy.dialects.postgresql import insert

from persistence.containers.tables import containers
from persistence.inventory.models import Place, PlaceKind
from persistence.inventory.tables import item_prototypes, items
from persistence.keyed import given_table
from persistence.players.tables import players

COLUMNS = (
    items.c.id,
    items.c.prototype_id,
    items.c.quantity,
    items.c.player_id,
    items.c.container_id,
    items.c.room_id,
    items.c.slot,
)
_PROTOTYPE = (item_prototypes.c.id, item_prototypes.c.name, item_prototypes.c.max_stack, item_prototypes.c.slot)
_THIS = items.c.id == bindparam("item_id")
_LIVING = players.c.deleted_at.is_(None)

PROTOTYPES = select(*_PROTOTYPE).order_by(item_prototypes.c.id)
PROTOTYPES_BY_ID = select(*_PROTOTYPE).where(
    item_prototypes.c.id == func.any(bindparam("prototype_ids", type_=ARRAY(Text)))
)
_given = given_table("given", {"id": Text(), "name": Text(), "max_stack": Integer(), "slot": Text()})
_save = insert(item_prototypes).from_select(["id", "name", "max_stack", "slot"], select(*_given.c))
SAVE_PROTOTYPES = _save.on_conflict_do_update(
    index_elements=["id"], set_={name: _save.excluded[name] for name in ("name", "max_stack", "slot")}
).returning(item_prototypes.c.id)

BY_ID = select(*COLUMNS).where(_THIS)
LOCK = BY_ID.with_for_update()
IN_PLACE = {
    kind: select(*COLUMNS).where(items.c[kind.value] == bindparam("key")).order_by(items.c.id) for kind in PlaceKind
}
COUNT_IN_PLACE = {
    kind: select(func.count()).select_from(items).where(items.c[kind.value] == bindparam("key")) for kind in PlaceKind
}
CREATE = insert(items).returning(*COLUMNS)
ENSURE = insert(items).on_conflict_do_nothing(index_elements=["id"]).returning(*COLUMNS)
MOVE = (
    update(items)
    .where(_THIS)
    .values(
        player_id=bindparam("player_id", type_=Uuid),
        container_id=bindparam("container_id", type_=Uuid),
        room_id=bindparam("room_id", type_=Text),
        slot=bindparam("slot", type_=Text),
    )
    .returning(*COLUMNS)
)
TAKE = (
    update(items).where(_THIS).values(quantity=items.c.quantity - bindparam("taken", type_=Integer)).returning(*COLUMNS)
)
DELETE = delete(items).where(_THIS).returning(items.c.id)

# A player's row counts the change while it is being locked; a container's is only locked. What a deleted player had can
# still be taken.
LOCK_OWNER = {
    PlaceKind.PLAYER: update(players)
    .where(players.c.id == bindparam("key"))
    .values(inventory_version=players.c.inventory_version + 1)
    .returning(players.c.inventory_capacity.label("capacity"), players.c.deleted_at.is_not(None).label("gone")),
    PlaceKind.CONTAINER: select(containers.c.capacity, false().label("gone"))
    .where(containers.c.id == bindparam("key"))
    .with_for_update(),
}

INVENTORY = (
    select(players.c.inventory_capacity, players.c.inventory_version, *COLUMNS)
    .outerjoin_from(players, items, items.c.player_id == players.c.id)
    .where(players.c.id == bindparam("player_id"), _LIVING)
    .order_by(items.c.id)
)
# What a save is compared with.
VERSIONS = select(players.c.version, players.c.inventory_version, players.c.inventory_capacity).where(
    players.c.id == bindparam("player_id"), _LIVING
)
BY_IDS = select(*COLUMNS).where(items.c.id == func.any(bindparam("ids", type_=ARRAY(Uuid)))).order_by(items.c.id)


def lock_order(place: Place) -> tuple[str, str]:
    """The key by which owners are sorted before they are locked."""
    return place.kind.value, str(place.key)
