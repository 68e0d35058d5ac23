"""The SQL that saves whole inventories, alone or with their players: one statement for any number of them.

An inventory is saved when the player's row has the version that the caller knows and nothing is wrong with any item;
else it is missing from the rows returned, and nothing of it is changed. Every change of what a player carries counts
the version under the lock of the player's row. The version is compared twice: as it was when the statement began, whose
items are those that the statement sees, and after the row was locked, from when on nobody else can change them. All
that a batch may have to wait for is another transaction that makes an item with the id of a new one.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ARRAY,
    CTE,
    CompoundSelect,
    Executable,
    Integer,
    Text,
    Uuid,
    and_,
    bindparam,
    delete,
    func,
    or_,
    select,
    union_all,
    update,
)
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.types import TypeEngine

from persistence.inventory.models import Inventory
from persistence.inventory.tables import item_prototypes, items
from persistence.keyed import Arrays, KeyedChange, given_table
from persistence.players.models import Player
from persistence.players.statements import COLUMNS, GIVEN_COLUMNS, given_players, saved_values, saved_when
from persistence.players.tables import players


@dataclass(frozen=True, slots=True)
class WholePlayer:
    """A known player and what it carries, to be saved together."""

    player: Player
    inventory: Inventory


_WANTED_COLUMNS: Mapping[str, TypeEngine[Any]] = {
    "owner_id": Uuid(),
    "id": Uuid(),
    "prototype_id": Text(),
    "quantity": Integer(),
    "slot": Text(),
}


def _compare() -> CTE:
    """The items that the players have or are to have, each once, and what has to be done about it.

    A slot belongs to one item at any time. So an item that changes its slot is removed and added again.
    """
    wanted = given_table("wanted", _WANTED_COLUMNS)
    owners = bindparam("given_id", type_=ARRAY(Uuid()))
    had = select(items).where(items.c.player_id == func.any(owners)).subquery("had")
    same = and_(had.c.id == wanted.c.id, had.c.player_id == wanted.c.owner_id)
    other_slot = had.c.slot.is_distinct_from(wanted.c.slot)
    other_kind = or_(had.c.prototype_id != wanted.c.prototype_id, had.c.quantity != wanted.c.quantity)
    return (
        select(
            func.coalesce(wanted.c.owner_id, had.c.player_id).label("owner_id"),
            func.coalesce(wanted.c.id, had.c.id).label("id"),
            wanted.c.prototype_id,
            wanted.c.quantity,
            wanted.c.slot,
            wanted.c.id.is_not(None).label("wanted"),
            had.c.id.is_(None).label("new"),
            and_(had.c.id.is_not(None), or_(wanted.c.id.is_(None), other_slot)).label("removed"),
            and_(wanted.c.id.is_not(None), or_(had.c.id.is_(None), other_slot)).label("added"),
            and_(~other_slot, other_kind).label("changed"),
        )
        .select_from(had.outerjoin(wanted, same, full=True))
        .cte("compared")
    )


def _owners_of_unfit(compared: CTE) -> CompoundSelect[Any]:
    """Who is to have an item that cannot be so, or that is elsewhere."""
    return union_all(
        select(compared.c.owner_id)
        .outerjoin(item_prototypes, item_prototypes.c.id == compared.c.prototype_id)
        .where(
            compared.c.wanted,
            or_(
                item_prototypes.c.id.is_(None),
                compared.c.quantity > item_prototypes.c.max_stack,
                and_(compared.c.slot.is_not(None), item_prototypes.c.slot.is_distinct_from(compared.c.slot)),
            ),
        ),
        select(compared.c.owner_id).join(items, items.c.id == compared.c.id).where(compared.c.new),
    )


def _save(skip_locked: bool, *, with_player: bool) -> Executable:
    columns = GIVEN_COLUMNS if with_player else {"id": Uuid()}
    given = given_table("given", {**columns, "inventory_version": Integer(), "count": Integer()})
    compared = _compare()
    locked = (
        select(*given.c)
        .join_from(players, given, players.c.id == given.c.id)
        .where(
            *(saved_when(given.c, in_batch=skip_locked) if with_player else [players.c.deleted_at.is_(None)]),
            players.c.inventory_version == given.c.inventory_version,
            players.c.inventory_capacity >= given.c["count"],
            # Of the given row, which is read once: of the player it would keep the planner from the index.
            given.c.id.not_in(_owners_of_unfit(compared)),
        )
        .with_for_update(of=players, skip_locked=skip_locked)
        .cte("locked")
    )
    saved = (
        update(players)
        .where(players.c.id == locked.c.id)
        .values(inventory_version=players.c.inventory_version + 1, **(saved_values(locked.c) if with_player else {}))
        .returning(
            *(COLUMNS if with_player else (players.c.id,)), players.c.inventory_capacity, players.c.inventory_version
        )
        .cte("saved")
    )
    removed = (
        delete(items)
        .where(saved.c.id == compared.c.owner_id, items.c.id == compared.c.id, compared.c.removed)
        .returning(items.c.id)
        .cte("removed")
    )
    changed = (
        update(items)
        .where(saved.c.id == compared.c.owner_id, items.c.id == compared.c.id, compared.c.changed)
        .values(quantity=compared.c.quantity, prototype_id=compared.c.prototype_id)
        .returning(items.c.id)
        .cte("changed")
    )
    added = (
        insert(items)
        .from_select(
            ["id", "prototype_id", "quantity", "slot", "player_id"],
            select(compared.c.id, compared.c.prototype_id, compared.c.quantity, compared.c.slot, compared.c.owner_id)
            .join(saved, saved.c.id == compared.c.owner_id)
            # The count is never less than 0; to ask for it has those removed first whose slots are taken here.
            .where(compared.c.added, select(func.count()).select_from(removed).scalar_subquery() >= 0),
        )
        .returning(items.c.id)
        .cte("added")
    )
    return select(saved).add_cte(removed, changed, added)


def _inventory_arrays(inventories: Sequence[Inventory]) -> dict[str, Sequence[object]]:
    carried = [item for inventory in inventories for item in inventory.items]
    return {
        "given_id": [inventory.player_id for inventory in inventories],
        "given_inventory_version": [inventory.version for inventory in inventories],
        "given_count": [len(inventory.items) for inventory in inventories],
        "wanted_owner_id": [item.place.key for item in carried],
        "wanted_id": [item.id for item in carried],
        "wanted_prototype_id": [item.prototype_id for item in carried],
        "wanted_quantity": [item.quantity for item in carried],
        "wanted_slot": [item.slot for item in carried],
    }


def _whole_arrays(keys: Sequence[Hashable], values: Sequence[WholePlayer]) -> Arrays:
    return {
        **_inventory_arrays([value.inventory for value in values]),
        **given_players([value.player for value in values]),
    }


# A save of ten items takes about eight times as long as a change of health.
_WEIGHT = 8
# Keyed by the player's id; the row has it, the capacity and the new version.
SAVE_INVENTORY = KeyedChange.build(
    lambda skip_locked: _save(skip_locked, with_player=False), lambda keys, values: _inventory_arrays(values), _WEIGHT
)
# The row has the player, the capacity and the inventory's new version. The values are `WholePlayer`s.
SAVE_WHOLE_PLAYER = KeyedChange.build(lambda skip_locked: _save(skip_locked, with_player=True), _whole_arrays, _WEIGHT)
