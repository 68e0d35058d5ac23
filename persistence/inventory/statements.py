"""The SQL about items.

Who changes items locks first the players and containers that gain or lose them, in the order of `lock_order`, then the
items. So two movements never wait for each other in turn, a container cannot be overfilled, and a player's inventory
version counts every change.
"""

from sqlalchemy import ARRAY, Integer, Text, Uuid, bindparam, column, delete, false, func, select, update
from sqlalchemy.dialects.postgresql import insert

from persistence.containers.tables import containers
from persistence.inventory.models import Place, PlaceKind
from persistence.inventory.tables import item_prototypes, items
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
_given = (
    func.unnest(
        bindparam("ids", type_=ARRAY(Text)),
        bindparam("names", type_=ARRAY(Text)),
        bindparam("max_stacks", type_=ARRAY(Integer)),
        bindparam("slots", type_=ARRAY(Text)),
    )
    .table_valued(column("id", Text), column("name", Text), column("max_stack", Integer), column("slot", Text))
    .render_derived(name="given")
)
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
CLAIM_INVENTORY = (
    update(players)
    .where(players.c.id == bindparam("player_id"), _LIVING, players.c.inventory_version == bindparam("known_version"))
    .values(inventory_version=players.c.inventory_version + 1)
    .returning(players.c.inventory_capacity, players.c.inventory_version)
)
INVENTORY_VERSION = select(players.c.inventory_version).where(players.c.id == bindparam("player_id"), _LIVING)
# First what is gone and all slots, so that a slot can pass from one item to another in one save.
CLEAR_INVENTORY = (
    delete(items)
    .where(items.c.player_id == bindparam("owner_id"), items.c.id != func.all(bindparam("ids", type_=ARRAY(Uuid))))
    .returning(items.c.id)
)
CLEAR_SLOTS = (
    update(items)
    .where(items.c.player_id == bindparam("owner_id"), items.c.slot.is_not(None))
    .values(slot=None)
    .returning(items.c.id)
)
_carried = (
    func.unnest(
        bindparam("ids", type_=ARRAY(Uuid)),
        bindparam("prototype_ids", type_=ARRAY(Text)),
        bindparam("quantities", type_=ARRAY(Integer)),
        bindparam("slots", type_=ARRAY(Text)),
    )
    .table_valued(column("id", Uuid), column("prototype_id", Text), column("quantity", Integer), column("slot", Text))
    .render_derived(name="carried")
)
_fill = insert(items).from_select(
    ["id", "prototype_id", "quantity", "slot", "player_id"],
    select(*_carried.c, bindparam("owner_id", type_=Uuid)),
)
# An item that is elsewhere is not drawn here: it is missing from the rows returned.
FILL_INVENTORY = _fill.on_conflict_do_update(
    index_elements=["id"],
    set_={name: _fill.excluded[name] for name in ("prototype_id", "quantity", "slot")},
    where=items.c.player_id == _fill.excluded.player_id,
).returning(items.c.id)


def lock_order(place: Place) -> tuple[str, str]:
    """The key by which owners are sorted before they are locked."""
    return place.kind.value, str(place.key)
