"""Loads, checks and saves whole inventories; the SQL stands in `statements`."""

from dataclasses import replace
from uuid import UUID

from persistence.errors import NotFoundError, StaleDataError
from persistence.executor import Executor, Statements
from persistence.inventory import statements
from persistence.inventory.item_repository import item_from_row
from persistence.inventory.models import Inventory, InventoryError, Item, ItemPrototype
from persistence.validation import check_integer, check_kind, check_kinds, check_uuid


class InventoryRepository:
    """Loads, checks and saves whole inventories."""

    def __init__(self, executor: Executor) -> None:
        self._executor = executor

    async def load(self, player_id: UUID) -> Inventory:
        """All that the player carries, read at one moment."""
        check_uuid("player_id", player_id)
        rows = await self._executor.read(statements.INVENTORY, {"player_id": player_id})
        if not rows:
            raise NotFoundError("player", player_id)
        items = tuple(item_from_row(row) for row in rows if row.id is not None)
        return Inventory(player_id, items, rows[0].inventory_capacity, rows[0].inventory_version)

    async def problems(self, inventory: Inventory) -> list[str]:
        """What is wrong with the inventory, in words."""
        _check(inventory)
        return inventory.problems(await _prototypes(self._executor, inventory))

    async def save(self, inventory: Inventory) -> Inventory:
        """The inventory as saved. Locks the player's row first, then the items."""
        _check(inventory)

        async def work(connection: Statements) -> Inventory:
            keys = {"player_id": inventory.player_id, "known_version": inventory.version}
            claimed = await connection.write(statements.CLAIM_INVENTORY, keys)
            if not claimed:
                await _refuse(connection, inventory)
            saved = replace(inventory, capacity=claimed[0].inventory_capacity, version=claimed[0].inventory_version)
            if problems := saved.problems(await _prototypes(connection, saved)):
                raise InventoryError(problems)
            await _write_items(connection, saved)
            return replace(saved, items=tuple(sorted(saved.items, key=lambda item: item.id)))

        return await self._executor.atomically(work)


def _check(inventory: Inventory) -> None:
    check_kind("inventory", inventory, Inventory)
    check_uuid("player_id", inventory.player_id)
    check_integer("capacity", inventory.capacity)
    check_integer("version", inventory.version)
    check_kinds("items", inventory.items, Item)
    for item in inventory.items:
        item.check()


async def _prototypes(connection: Statements, inventory: Inventory) -> dict[str, ItemPrototype]:
    ids = sorted({item.prototype_id for item in inventory.items})
    rows = await connection.read(statements.PROTOTYPES_BY_ID, {"prototype_ids": ids})
    return {row.id: ItemPrototype(*row) for row in rows}


async def _refuse(connection: Statements, inventory: Inventory) -> None:
    rows = await connection.read(statements.INVENTORY_VERSION, {"player_id": inventory.player_id})
    if not rows:
        raise NotFoundError("player", inventory.player_id)
    raise StaleDataError("inventory", inventory.player_id, inventory.version, rows[0][0])


async def _write_items(connection: Statements, inventory: Inventory) -> None:
    ordered = sorted(inventory.items, key=lambda item: item.id)
    owner = {"owner_id": inventory.player_id}
    ids = [item.id for item in ordered]
    await connection.write(statements.CLEAR_INVENTORY, {**owner, "ids": ids})
    await connection.write(statements.CLEAR_SLOTS, owner)
    arrays = {
        "ids": ids,
        "prototype_ids": [item.prototype_id for item in ordered],
        "quantities": [item.quantity for item in ordered],
        "slots": [item.slot for item in ordered],
    }
    written = {row.id for row in await connection.write(statements.FILL_INVENTORY, {**owner, **arrays})}
    for item in ordered:
        if item.id not in written:
            [row] = await connection.read(statements.BY_ID, {"item_id": item.id})
            raise StaleDataError("item", item.id, str(item.place), str(item_from_row(row).place))
