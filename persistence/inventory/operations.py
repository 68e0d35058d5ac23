"""The layer's methods about items and inventories."""

from collections.abc import Sequence
from uuid import UUID

from persistence.inventory.inventory_repository import InventoryRepository
from persistence.inventory.item_repository import ItemRepository
from persistence.inventory.models import Inventory, Item, ItemPrototype, Place
from persistence.players.models import Player


class InventoryOperations:
    """Items, each in exactly one place at every moment, and what players carry."""

    _items: ItemRepository
    _inventories: InventoryRepository

    async def get_item_prototypes(self) -> list[ItemPrototype]:
        """All kinds of items, by id."""
        return await self._items.prototypes()

    async def save_item_prototypes(self, prototypes: Sequence[ItemPrototype]) -> None:
        """Writes all prototypes or none, over those that have the same id. Raises `ValidationError`."""
        await self._items.save_prototypes(prototypes)

    async def create_item_instance(self, item: Item, *, operation_id: UUID | None = None) -> Item:
        """Creates an item in its place, and returns it.

        With an `operation_id` it is created once, however often it is sent, and whatever has become of the item since.

        Raises `DuplicateError` when there is one with its id, `CapacityError` when the place is full, `NotFoundError`
        when there is no such prototype, player or container, and `ValidationError`, also for a stack that is too large
        and a slot that does not fit.
        """
        return await self._items.create(item, operation_id)

    async def ensure_item_instance(self, item: Item, *, operation_id: UUID | None = None) -> Item:
        """The item with that id as it is, wherever it is by now; it is created when there is none.

        Safe to repeat while nobody deletes the item; with an `operation_id` also then: the first result is returned.
        Errors as for `create_item_instance`, except that a duplicate is the wanted result.
        """
        return await self._items.ensure(item, operation_id)

    async def item_instance_exists(self, item_id: UUID) -> bool:
        """Whether there is such an item."""
        return await self._items.get(item_id) is not None

    async def get_item(self, item_id: UUID) -> Item | None:
        """The item, or None when there is none."""
        return await self._items.get(item_id)

    async def list_items(self, place: Place) -> list[Item]:
        """The items in a place, by id; none when there is no such place."""
        return await self._items.in_place(place)

    async def move_item(
        self,
        item_id: UUID,
        to: Place,
        *,
        source: Place | None = None,
        slot: str | None = None,
        quantity: int | None = None,
        operation_id: UUID | None = None,
    ) -> Item:
        """Moves an item, or `quantity` of its stack, in one transaction, and returns it as it is there.

        A part of a stack becomes a new item. With `slot` a player wears it. Raises `StaleDataError`, naming both
        places, when the item is not in `source` or is moved by another call at the same time; `CapacityError` when `to`
        is full; `DuplicateError` when the slot is in use; `NotFoundError`; and `ValidationError`. With an
        `operation_id` it takes effect once, however often it is sent: a repeat returns the first result.
        """
        return await self._items.move(
            item_id, to, source=source, slot=slot, quantity=quantity, operation_id=operation_id
        )

    async def delete_item(
        self, item_id: UUID, *, quantity: int | None = None, operation_id: UUID | None = None
    ) -> bool:
        """Deletes an item, or `quantity` of its stack; False when there was none. `operation_id` as for `move_item`.

        Raises `StaleDataError` when it is moved by another call at the same time, and `ValidationError`.
        """
        return await self._items.delete(item_id, quantity, operation_id)

    async def load_inventory(self, player_id: UUID) -> Inventory:
        """All that a player carries and wears, as it was at one moment. Raises `NotFoundError`."""
        return await self._inventories.load(player_id)

    async def validate_inventory(self, inventory: Inventory) -> list[str]:
        """What would keep the inventory from being saved, in words: nothing when it is fine.

        It looks at capacity (that of `inventory`), stack sizes, slots, duplicates and unknown prototypes. Raises
        `ValidationError` for attributes that are not what they claim to be, and for more than 1,000 items.
        """
        return await self._inventories.problems(inventory)

    async def save_inventory(self, inventory: Inventory) -> Inventory:
        """Makes the player's items those of `inventory`, all or none, and returns it with its new version.

        Items that are missing from it are deleted, new ones are created. Raises `StaleDataError` when anything of it
        has changed since `inventory.version`, or when an item is elsewhere; `DuplicateError` when another call creates
        an item with the id of a new one at the same time; `InventoryError` with all problems that `validate_inventory`
        finds; `NotFoundError` when there is no such player; and `ValidationError`.
        """
        return await self._inventories.save(inventory)

    async def save_player_with_inventory(self, player: Player, inventory: Inventory) -> tuple[Player, Inventory]:
        """Saves the whole player and what it carries, both or neither, and returns them with their new versions.

        It comes to a transaction of `save_player` and `save_inventory`, whose errors it raises, in one statement.
        """
        return await self._inventories.save_with_player(player, inventory)
