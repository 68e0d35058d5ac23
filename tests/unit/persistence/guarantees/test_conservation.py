"""Whatever is moved, split, dropped and interrupted: nothing is lost, and nothing is in two places."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import replace
from enum import Enum, auto
from functools import partial
from typing import TypeAlias
from uuid import UUID

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from persistence.containers.models import Container, ContainerKind
from persistence.errors import PersistenceError
from persistence.inventory.models import Inventory, Item, ItemPrototype, Place
from persistence.layer import AsyncPersistenceLayer
from persistence.operations import Operations
from persistence.players.models import Player
from tests.unit.persistence.server_activity import until

_COINS = 60
# How long the first of two operations keeps its transaction open: enough for the second to come to the locks.
_MEANWHILE_S = 0.01


class Kind(Enum):
    """What may meet something else."""

    MOVE = auto()
    SPLIT = auto()
    DELETE = auto()
    SAVE = auto()


# Does something by a layer or in a transaction, and tells how many coins are gone.
Operation: TypeAlias = Callable[[Operations], Coroutine[None, None, int]]

places = st.integers(0, 4)
choices = st.integers(0, 1_000)
kinds = st.sampled_from(Kind)
# After which a player's items are not only elsewhere, but others than they were.
changes = st.sampled_from([Kind.SPLIT, Kind.DELETE, Kind.SAVE])


def repacked(inventory: Inventory, *, merge: bool) -> Inventory:
    """The coins as one stack, or each stack as two."""
    stacks = [item.quantity for item in inventory.items]
    sizes = [sum(stacks)] if merge else [part for size in stacks for part in (size // 2, size - size // 2)]
    # What is left of the first item, and new ones.
    kept = inventory.items[:1]
    items = [replace(item, quantity=size) for item, size in zip(kept, sizes, strict=False) if size]
    place = Place.with_player(inventory.player_id)
    items += [Item.new("coin", place, quantity=size) for size in sizes[len(items) :] if size]
    return replace(inventory, items=tuple(items))


class World(RuleBasedStateMachine):
    """Two players, a chest, a bag that may be deleted, a room, and sixty coins. It drives an event loop of its own."""

    database_url: str

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.deleted = 0
        self.runner.run(self.begin())

    async def begin(self) -> None:
        self.persistence = await AsyncPersistenceLayer.open(self.database_url, pool_size=3)
        self.other_layer = await AsyncPersistenceLayer.open(self.database_url, pool_size=3)
        account = await self.persistence.get_account_by_username("ada")
        account = account or await self.persistence.create_account("ada", "hash")
        await self.persistence.save_item_prototypes([ItemPrototype("coin", "a coin", max_stack=_COINS)])
        for old in await self.persistence.list_players(account.id):
            await self.persistence.delete_player(old.id)
        players = await self.persistence.save_players(
            [Player.new(user_id=account.id, name=name, room_id="z/a") for name in ("Ada", "Bea")]
        )
        chest = await self.persistence.create_container(
            Container.new(ContainerKind.ENVIRONMENT, capacity=3, entity_id=players[0].id)
        )
        self.bag = await self.persistence.create_container(
            Container.new(ContainerKind.EQUIPMENT, capacity=3, entity_id=players[1].id)
        )
        # A room for each world: the database is shared with the worlds before.
        self.places = [
            *(Place.with_player(player.id) for player in players),
            Place.in_container(chest.id),
            Place.in_container(self.bag.id),
            Place.in_room(f"z/{players[0].id}"),
        ]
        for place in (*self.places[:2], self.places[4]):
            await self.persistence.create_item_instance(Item.new("coin", place, quantity=_COINS // 3))

    def teardown(self) -> None:
        for layer in (self.persistence, self.other_layer):
            self.runner.run(layer.close())
        self.runner.close()

    async def items(self) -> list[Item]:
        return [item for place in self.places for item in await self.persistence.list_items(place)]

    async def pick(self, choice: int) -> UUID | None:
        items = await self.items()
        return items[choice % len(items)].id if items else None

    async def finished(self) -> None:
        """Returns when what cancelled callers left behind has ended: a count is taken place by place."""

        async def idle() -> bool:
            return self.persistence._database.connections_in_use() == 0

        await until(idle)

    async def attempt(self, call: Callable[[], Awaitable[object]]) -> None:
        """Makes a call that a rule of the layer may refuse."""
        try:
            await call()
        except PersistenceError as refused:
            self.last_refusal = refused

    @rule(choice=choices, to=places, quantity=st.none() | st.integers(1, 40))
    def move(self, choice: int, to: int, quantity: int | None) -> None:
        async def act() -> None:
            if (item_id := await self.pick(choice)) is not None:
                move = partial(self.persistence.move_item, item_id, self.places[to], quantity=quantity)
                await self.attempt(move)

        self.runner.run(act())

    @rule(choice=choices, rooms=st.lists(places, min_size=2, max_size=4))
    def move_at_the_same_time(self, choice: int, rooms: list[int]) -> None:
        async def act() -> None:
            if (item_id := await self.pick(choice)) is not None:
                moves = (partial(self.persistence.move_item, item_id, self.places[to]) for to in rooms)
                await asyncio.gather(*map(self.attempt, moves))

        self.runner.run(act())

    @rule(choice=choices, to=places, quantity=st.integers(1, 5), turns=st.integers(0, 30))
    def move_and_crash(self, choice: int, to: int, quantity: int, turns: int) -> None:
        """The task that moves is cancelled after some turns of the loop."""

        async def act() -> None:
            if (item_id := await self.pick(choice)) is None:
                return
            move = partial(self.persistence.move_item, item_id, self.places[to], quantity=quantity)
            async with asyncio.TaskGroup() as group:
                task = group.create_task(self.attempt(move))
                for _ in range(turns):
                    await asyncio.sleep(0)
                task.cancel()
            await self.finished()

        self.runner.run(act())

    @rule(choice=choices, first=places, second=places)
    def move_twice_or_not_at_all(self, choice: int, first: int, second: int) -> None:
        async def both(item_id: UUID) -> None:
            async with self.persistence.transaction() as tx:
                item = await tx.move_item(item_id, self.places[first])
                await tx.move_item(item.id, self.places[second])

        item_id = self.runner.run(self.pick(choice))
        if item_id is not None:
            self.runner.run(self.attempt(partial(both, item_id)))
            self.runner.run(self.finished())

    @rule(owner=st.integers(0, 1), merge=st.booleans(), turns=st.none() | st.integers(0, 30))
    def repack(self, owner: int, merge: bool, turns: int | None) -> None:
        """A player's coins are saved as one stack, or each stack as two; the task may be cancelled meanwhile."""

        async def save() -> None:
            key = self.places[owner].key
            assert isinstance(key, UUID)
            player = await self.persistence.get_player_by_id(key)
            assert player is not None
            inventory = await self.persistence.load_inventory(key)
            await self.persistence.save_player_with_inventory(player, repacked(inventory, merge=merge))

        async def act() -> None:
            async with asyncio.TaskGroup() as group:
                task = group.create_task(self.attempt(save))
                if turns is not None:
                    for _ in range(turns):
                        await asyncio.sleep(0)
                    task.cancel()
            await self.finished()

        self.runner.run(act())

    @rule(choice=choices, to=places, quantity=st.integers(1, 40), merge=st.booleans(), first=kinds, second=kinds)
    def one_meets_another(self, choice: int, to: int, quantity: int, merge: bool, first: Kind, second: Kind) -> None:
        """Both begin from the same view of an item; the second, by another layer, while the first is not committed."""

        async def act() -> None:
            if (item_id := await self.pick(choice)) is not None:
                item = await self.persistence.get_item(item_id)
                assert item is not None
                await self.meet(item, first, second, to, quantity, merge)

        self.runner.run(act())

    @rule(owner=st.integers(0, 1), choice=choices, to=places, quantity=st.integers(1, 5), first=changes)
    def a_save_meets_another(self, owner: int, choice: int, to: int, quantity: int, first: Kind) -> None:
        """What is saved over the other's change was made from what the player had before it."""

        async def act() -> None:
            if items := await self.persistence.list_items(self.places[owner]):
                # What is saved differs from what was there, else nothing would be written.
                await self.meet(items[choice % len(items)], first, Kind.SAVE, to, quantity, merge=len(items) > 1)

        self.runner.run(act())

    async def meet(self, item: Item, first: Kind, second: Kind, to: int, quantity: int, merge: bool) -> None:
        one, another = [await self.operation(kind, item, to, quantity, merge) for kind in (first, second)]
        begun = asyncio.Event()

        async def lead() -> None:
            try:
                async with self.persistence.transaction() as tx:
                    gone = await one(tx)
                    begun.set()
                    await asyncio.sleep(_MEANWHILE_S)
            finally:
                begun.set()
            self.deleted += gone

        async def follow() -> None:
            await begun.wait()
            gone = await another(self.other_layer)
            self.deleted += gone

        await asyncio.gather(self.attempt(lead), self.attempt(follow))
        await self.finished()

    async def operation(self, kind: Kind, item: Item, to: int, quantity: int, merge: bool) -> Operation:
        """An operation on the item as it is now, or on all that its owner, or else its receiver, has now."""
        owner = next((place.key for place in (item.place, self.places[to]) if place in self.places[:2]), None)
        if kind is not Kind.SAVE or owner is None:
            return partial(self.act_on_item, kind, item, to, quantity)
        assert isinstance(owner, UUID)
        player, inventory = await self.persistence.get_player_by_id(owner), await self.persistence.load_inventory(owner)
        assert player is not None
        wanted = repacked(inventory, merge=merge)

        async def save(by: Operations) -> int:
            await by.save_player_with_inventory(player, wanted)
            return 0

        return save

    async def act_on_item(self, kind: Kind, item: Item, to: int, quantity: int, by: Operations) -> int:
        part = min(quantity, item.quantity)
        if kind is Kind.DELETE:
            few = min(part, 3)
            return few if await by.delete_item(item.id, quantity=few) else 0
        await by.move_item(item.id, self.places[to], quantity=part if kind is Kind.SPLIT else None)
        return 0

    @rule(choice=choices, quantity=st.integers(1, 3))
    def delete(self, choice: int, quantity: int) -> None:
        async def act() -> None:
            item_id = await self.pick(choice)
            item = await self.persistence.get_item(item_id) if item_id is not None else None
            if item is not None and item.quantity >= quantity:
                await self.persistence.delete_item(item.id, quantity=quantity)
                self.deleted += quantity

        self.runner.run(act())

    @rule()
    def delete_the_bag(self) -> None:
        self.runner.run(self.attempt(partial(self.persistence.delete_container, self.bag.id)))

    @invariant()
    def every_coin_is_in_exactly_one_place(self) -> None:
        items = self.runner.run(self.items())
        assert len({item.id for item in items}) == len(items)
        assert sum(item.quantity for item in items) + self.deleted == _COINS
        for place in self.places[2:4]:
            assert sum(item.place == place for item in items) <= 3


def test_items_are_conserved(database_url: str) -> None:
    World.database_url = database_url
    run_state_machine_as_test(World, settings=settings(max_examples=15, stateful_step_count=15, deadline=None))
