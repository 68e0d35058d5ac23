"""Loads, checks and saves whole inventories; the SQL stands in `statements` and `saving`."""

from collections.abc import Mapping
from dataclasses import replace
from typing import NoReturn
from uuid import UUID

from persistence.errors import ConflictError, NotFoundError, StaleDataError, ValidationError
from persistence.executor import Executor, Statements
from persistence.inventory import saving, statements
from persistence.inventory.item_repository import item_from_row
from persistence.inventory.models import LARGEST_INVENTORY, Inventory, InventoryError, Item, ItemPrototype
from persistence.players.models import Player
from persistence.players.repository import create_player
from persistence.validation import check_integer, check_kind, check_kinds, check_uuid, check_version


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
        inventory = _checked(inventory)
        return inventory.problems(await _prototypes(self._executor, inventory))

    async def save(self, inventory: Inventory) -> Inventory:
        """The inventory as saved. One statement, so nothing happens when it is refused."""
        inventory = _checked(inventory)
        if inventory.contradictions():
            await _refuse(self._executor, inventory)
        rows = await self._executor.change_by_key(saving.SAVE_INVENTORY, inventory.player_id, inventory)
        if not rows:
            await _refuse(self._executor, inventory)
        return _saved(inventory, *rows[0][-2:])

    async def save_with_player(self, player: Player, inventory: Inventory) -> tuple[Player, Inventory]:
        """The player and the inventory as saved; one statement, except for a player who is new."""
        check_kind("player", player, Player)
        player.check()
        inventory = _checked(inventory)
        if inventory.player_id != player.id:
            raise ValidationError("inventory", f"be of player {player.id}")
        if player.version == 0:
            return await self._executor.atomically(lambda connection: _create(connection, player, inventory))
        if inventory.contradictions():
            await _refuse(self._executor, inventory, player)
        whole = saving.WholePlayer(player, inventory)
        rows = await self._executor.change_by_key(saving.SAVE_WHOLE_PLAYER, player.id, whole)
        if not rows:
            await _refuse(self._executor, inventory, player)
        *columns, capacity, version = rows[0]
        return Player(*columns), _saved(inventory, capacity, version)


def _checked(inventory: Inventory) -> Inventory:
    """The inventory, when its attributes are what they claim to be, with its items as they are now."""
    check_kind("inventory", inventory, Inventory)
    check_uuid("player_id", inventory.player_id)
    check_integer("capacity", inventory.capacity)
    check_version("version", inventory.version)
    check_kinds("items", inventory.items, Item)
    items = tuple(inventory.items)
    if len(items) > LARGEST_INVENTORY:
        raise ValidationError("items", f"be at most {LARGEST_INVENTORY} items")
    for item in items:
        item.check()
    return replace(inventory, items=items)


def _saved(inventory: Inventory, capacity: int, version: int) -> Inventory:
    ordered = tuple(sorted(inventory.items, key=lambda item: item.id))
    return Inventory(inventory.player_id, ordered, capacity, version)


async def _prototypes(connection: Statements, inventory: Inventory) -> Mapping[str, ItemPrototype]:
    ids = sorted({item.prototype_id for item in inventory.items})
    rows = await connection.read(statements.PROTOTYPES_BY_ID, {"prototype_ids": ids})
    return {row.id: ItemPrototype(*row) for row in rows}


async def _create(connection: Statements, player: Player, inventory: Inventory) -> tuple[Player, Inventory]:
    """The new player as saved, and what it carries."""
    created = await create_player(connection, player)
    if inventory.contradictions():
        await _refuse(connection, inventory)
    arrays = saving.SAVE_INVENTORY.arrays([player.id], [inventory])
    rows = await connection.write(saving.SAVE_INVENTORY.waiting, arrays)
    if not rows:
        await _refuse(connection, inventory)
    return created, _saved(inventory, *rows[0][-2:])


async def _refuse(connection: Statements, inventory: Inventory, player: Player | None = None) -> NoReturn:
    """Says why the inventory, or the player with it, was not saved."""
    key = inventory.player_id
    rows = await connection.read(statements.VERSIONS, {"player_id": key})
    if not rows:
        raise NotFoundError("player", key)
    version, inventory_version, capacity = rows[0]
    if player is not None and version != player.version:
        raise StaleDataError("player", key, player.version, version)
    if inventory_version != inventory.version:
        raise StaleDataError("inventory", key, inventory.version, inventory_version)
    if problems := replace(inventory, capacity=capacity).problems(await _prototypes(connection, inventory)):
        raise InventoryError(problems)
    for row in await connection.read(statements.BY_IDS, {"ids": [item.id for item in inventory.items]}):
        item = item_from_row(row)
        if item.place.key != key:
            raise StaleDataError("item", item.id, f"player {key}", str(item.place))
    raise ConflictError("the inventory was changed by others while it was being saved, and was not saved")
