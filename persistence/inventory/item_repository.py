"""Creates, moves and deletes single items; the SQL stands in `statements`."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Row

from persistence.errors import NotFoundError, StaleDataError, ValidationError
from persistence.executor import Executor, Statements
from persistence.idempotency.once import once
from persistence.inventory import statements
from persistence.inventory.models import SLOT_LENGTH, CapacityError, Item, ItemPrototype, Place, PlaceKind
from persistence.validation import check_integer, check_kind, check_kinds, check_text, check_uuid


class ItemRepository:
    """Creates, moves and deletes single items."""

    def __init__(self, executor: Executor) -> None:
        self._executor = executor

    async def prototypes(self) -> list[ItemPrototype]:
        """All prototypes by id."""
        return [ItemPrototype(*row) for row in await self._executor.read(statements.PROTOTYPES)]

    async def save_prototypes(self, prototypes: Sequence[ItemPrototype]) -> None:
        """Writes the prototypes, over those that have the same id; all or none, in one statement."""
        check_kinds("prototypes", prototypes, ItemPrototype)
        for prototype in prototypes:
            prototype.check()
        ordered = sorted(prototypes, key=lambda prototype: prototype.id)
        if len({prototype.id for prototype in ordered}) < len(ordered):
            raise ValidationError("prototypes", "be different from each other")
        arrays = {
            "given_id": [prototype.id for prototype in ordered],
            "given_name": [prototype.name for prototype in ordered],
            "given_max_stack": [prototype.max_stack for prototype in ordered],
            "given_slot": [prototype.slot for prototype in ordered],
        }
        await self._executor.write(statements.SAVE_PROTOTYPES, arrays)

    async def get(self, item_id: UUID) -> Item | None:
        """The item, or None."""
        check_uuid("item_id", item_id)
        rows = await self._executor.read(statements.BY_ID, {"item_id": item_id})
        return item_from_row(rows[0]) if rows else None

    async def in_place(self, place: Place) -> list[Item]:
        """The items that are in a place, by id."""
        check_kind("place", place, Place)
        place.check("place")
        rows = await self._executor.read(statements.IN_PLACE[place.kind], {"key": place.key})
        return [item_from_row(row) for row in rows]

    async def create(self, item: Item, operation_id: UUID | None) -> Item:
        """The item as created."""
        check_kind("item", item, Item)
        item.check()

        async def work(connection: Statements) -> list[Any]:
            await _check_against_prototype(connection, item)
            await _expect_room(connection, item.place, await _lock_owners(connection, [item.place]))
            await connection.write(statements.CREATE, _values(item))
            return []

        if operation_id is None:
            await self._executor.atomically(work)
        else:
            await once(self._executor, operation_id, "create_item_instance", {"item": _to_json(item)}, work)
        return item

    async def ensure(self, item: Item, operation_id: UUID | None) -> Item:
        """The item of that id as it is, wherever it is, or else as created."""
        check_kind("item", item, Item)
        item.check()

        async def work(connection: Statements) -> Item:
            owners = await _lock_owners(connection, [item.place])
            while True:
                # Before anything is refused: what stands in the item's way may be the item, which a rival has created.
                if rows := await connection.read(statements.BY_ID, {"item_id": item.id}):
                    return item_from_row(rows[0])
                await _check_against_prototype(connection, item)
                await _expect_room(connection, item.place, owners)
                if rows := await connection.write(statements.ENSURE, _values(item)):
                    return item_from_row(rows[0])
                # A rival created it elsewhere, and PostgreSQL waited for that: it is seen now, or is deleted again.

        if operation_id is None:
            if (found := await self.get(item.id)) is not None:
                return found
            return await self._executor.atomically(work)

        async def work_for_json(connection: Statements) -> list[Any]:
            return _to_json(await work(connection))

        arguments = {"item": _to_json(item)}
        return _from_json(await once(self._executor, operation_id, "ensure_item_instance", arguments, work_for_json))

    async def move(
        self,
        item_id: UUID,
        to: Place,
        *,
        source: Place | None,
        slot: str | None,
        quantity: int | None,
        operation_id: UUID | None,
    ) -> Item:
        """The item in its new place; a part of the stack becomes a new item there."""
        check_uuid("item_id", item_id)
        check_kind("to", to, Place)
        to.check("to")
        if source is not None:
            check_kind("source", source, Place)
            source.check("source")
        if slot is not None:
            check_text("slot", slot, SLOT_LENGTH)
        if quantity is not None:
            check_integer("quantity", quantity, smallest=1)

        async def work(connection: Statements) -> Item:
            item = await _lock(connection, item_id, to, source)
            moved = replace(item, place=to, slot=slot)
            moved.check()
            if slot is not None:
                await _check_against_prototype(connection, moved)
            if quantity is None or quantity == item.quantity:
                [row] = await connection.write(statements.MOVE, {"item_id": item_id, **_place(to), "slot": slot})
            else:
                if to == item.place:  # which gets an item more, and was not asked for room as for a movement
                    await _expect_room(connection, to, await _lock_owners(connection, [to]))
                await _take(connection, item, quantity)
                part = replace(moved, id=uuid4(), quantity=quantity)
                [row] = await connection.write(statements.CREATE, _values(part))
            return item_from_row(row)

        if operation_id is None:
            return await self._executor.atomically(work)

        async def work_for_json(connection: Statements) -> list[Any]:
            return _to_json(await work(connection))

        places = {"to": [to.kind, to.key], "source": source and [source.kind, source.key]}
        arguments = {"item_id": item_id, **places, "slot": slot, "quantity": quantity}
        return _from_json(await once(self._executor, operation_id, "move_item", arguments, work_for_json))

    async def delete(self, item_id: UUID, quantity: int | None, operation_id: UUID | None) -> bool:
        """Whether there was such an item; it, or that much of the stack, is gone."""
        check_uuid("item_id", item_id)
        if quantity is not None:
            check_integer("quantity", quantity, smallest=1)

        async def work(connection: Statements) -> list[bool]:
            try:
                item = await _lock(connection, item_id, None, None)
            except NotFoundError:
                return [False]
            if quantity is None or quantity == item.quantity:
                await connection.write(statements.DELETE, {"item_id": item_id})
            else:
                await _take(connection, item, quantity)
            return [True]

        if operation_id is None:
            [was_there] = await self._executor.atomically(work)
        else:
            arguments = {"item_id": item_id, "quantity": quantity}
            [was_there] = await once(self._executor, operation_id, "delete_item", arguments, work)
        return was_there


async def _lock(connection: Statements, item_id: UUID, to: Place | None, source: Place | None) -> Item:
    """The item, locked after the owners that it leaves and comes to, the latter of which has room for it."""
    rows = await connection.read(statements.BY_ID, {"item_id": item_id})
    if not rows:
        raise NotFoundError("item", item_id)
    seen = item_from_row(rows[0])
    if source is not None and seen.place != source:
        raise StaleDataError("item", item_id, str(source), str(seen.place))
    owners = await _lock_owners(connection, [seen.place] if to is None else [seen.place, to])
    if to == seen.place:
        _expect_owner(seen.place, owners)
    elif to is not None:
        await _expect_room(connection, to, owners)
    # When the place that it was in is gone, so that it is not locked, this tells where the item is.
    rows = await connection.read(statements.LOCK, {"item_id": item_id})
    if not rows:
        raise NotFoundError("item", item_id)
    item = item_from_row(rows[0])
    if item.place != seen.place:
        raise StaleDataError("item", item_id, str(seen.place), str(item.place))
    return item


async def _lock_owners(connection: Statements, places: Iterable[Place]) -> Mapping[Place, Row[*tuple[Any, ...]]]:
    """The rows of the players and containers that there are at those places, locked in a fixed order."""
    locked = {}
    for place in sorted(set(places), key=statements.lock_order):
        if place.kind is not PlaceKind.ROOM:
            for row in await connection.write(statements.LOCK_OWNER[place.kind], {"key": place.key}):
                locked[place] = row
    return locked


async def _expect_room(connection: Statements, place: Place, owners: Mapping[Place, Row[*tuple[Any, ...]]]) -> None:
    """Refuses a place that is full, or whose owner is not among those that were locked or is deleted."""
    _expect_owner(place, owners)
    if place.kind is PlaceKind.ROOM:
        return
    [[count]] = await connection.read(statements.COUNT_IN_PLACE[place.kind], {"key": place.key})
    if count >= owners[place].capacity:
        raise CapacityError(place, owners[place].capacity)


def _expect_owner(place: Place, owners: Mapping[Place, Row[*tuple[Any, ...]]]) -> None:
    """Refuses a place whose owner is not among those that were locked, or is deleted."""
    if place.kind is not PlaceKind.ROOM and (place not in owners or owners[place].gone):
        raise NotFoundError(place.kind.removesuffix("_id"), place.key)


async def _take(connection: Statements, item: Item, quantity: int) -> None:
    """Makes a stack smaller, which has to be larger than that."""
    if quantity > item.quantity:
        raise ValidationError("quantity", f"be at most {item.quantity}, as there are no more")
    await connection.write(statements.TAKE, {"item_id": item.id, "taken": quantity})


async def _check_against_prototype(connection: Statements, item: Item) -> None:
    rows = await connection.read(statements.PROTOTYPES_BY_ID, {"prototype_ids": [item.prototype_id]})
    if not rows:
        raise NotFoundError("item_prototype", item.prototype_id)
    prototype = ItemPrototype(*rows[0])
    if item.quantity > prototype.max_stack:
        raise ValidationError("quantity", f"be at most {prototype.max_stack}, the largest stack of {prototype.id}")
    if item.slot is not None and item.slot != prototype.slot:
        raise ValidationError("slot", f"be {prototype.slot}, where {prototype.id} is worn")


def _place(place: Place) -> Mapping[str, object]:
    """The three columns, of which one is set."""
    return {kind.value: place.key if kind is place.kind else None for kind in PlaceKind}


def _values(item: Item) -> Mapping[str, object]:
    return {
        "id": item.id,
        "prototype_id": item.prototype_id,
        "quantity": item.quantity,
        "slot": item.slot,
        **_place(item.place),
    }


def _to_json(item: Item) -> list[Any]:
    return [str(item.id), item.prototype_id, item.quantity, item.place.kind.value, str(item.place.key), item.slot]


def _from_json(values: Sequence[Any]) -> Item:
    key, prototype_id, quantity, kind, owner, slot = values
    place = Place.in_room(owner) if kind == PlaceKind.ROOM else Place(PlaceKind(kind), UUID(owner))
    return Item(UUID(key), prototype_id, quantity, place, slot)


def item_from_row(row: Row[*tuple[Any, ...]]) -> Item:
    """The item of a row with the columns of `statements.COLUMNS`."""
    [place] = [Place(kind, key) for kind in PlaceKind if (key := getattr(row, kind.value)) is not None]
    return Item(row.id, row.prototype_id, row.quantity, place, row.slot)
