"""Whatever a caller passes, it is told the rule that it broke; no other error comes out and nothing is changed."""

import inspect
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from uuid import uuid4

import asyncpg
import pytest
import pytest_asyncio

from persistence.accounts.models import Account
from persistence.containers.models import Container, ContainerKind
from persistence.errors import DuplicateError, NotFoundError, StaleDataError, ValidationError
from persistence.health.models import DamageType
from persistence.inventory.models import InventoryError, Item, ItemPrototype, Place, PlaceKind
from persistence.layer import AsyncPersistenceLayer
from persistence.operations import Operations
from persistence.players.models import Player
from persistence.professions.models import Profession
from persistence.rooms.models import Room

# What few arguments may be, and few attributes of arguments.
STRANGE: list[Any] = [
    *(None, True, -1, 2**31, 2**63, 10**30, 1.5, float("nan"), b"x", object(), [], {}, (), [1], {"a": 1}),
    *("", "\x00", "\ud800", "' OR 1=1 --"),
    *(datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14))), datetime(2020, 1, 1)),  # noqa: DTZ001 - the fault
    *(Place("room_id", "z/a"), Place(PlaceKind.PLAYER, "x"), uuid4(), DamageType.FIRE),  # type: ignore[arg-type]
]
REFUSALS = (ValidationError, NotFoundError, DuplicateError, StaleDataError, InventoryError)


@pytest_asyncio.fixture
async def good(persistence: AsyncPersistenceLayer, account: Account, player: Player, quay: Room) -> dict[str, object]:
    """A good argument for each name of a parameter."""
    coin = ItemPrototype("coin", "a coin", 100)
    porter = Profession("porter", "Porter", "")
    await persistence.save_item_prototypes([coin])
    await persistence.save_professions([porter])
    chest = await persistence.create_container(Container.new(ContainerKind.CORPSE, capacity=3, room_id=quay.id))
    item = await persistence.create_item_instance(Item.new("coin", Place.in_room(quay.id), quantity=5))
    inventory = await persistence.load_inventory(player.id)
    ids = {"account_id": account.id, "user_id": account.id, "player_id": player.id, "entity_id": player.id}
    rooms = dict.fromkeys(("room_id", "to_room_id", "from_room_id", "fallback_room_id"), quay.id)
    times = dict.fromkeys(("moment", "when", "before"), datetime(2020, 1, 1, tzinfo=UTC))
    places = dict.fromkeys(("place", "to", "source"), Place.in_room(quay.id))
    numbers = dict.fromkeys(("limit", "amount", "delta", "xp", "quantity"), 1)
    objects = {"player": player, "players": [player], "room": quay, "rooms": [quay], "container": chest, "item": item}
    lists = {"prototypes": [coin], "professions": [porter], "inventory": replace(inventory, items=(item,))}
    texts = {"username": "ada", "name": "Ada", "after_name": "A", "password_hash": "hash", "slot": "head"}
    others = {"damage_type": DamageType.FIRE, "field": "wisdom", "profession_id": "porter", "operation_id": None}
    more_ids = {"container_id": chest.id, "item_id": item.id}
    return {**ids, **more_ids, **rooms, **times, **places, **numbers, **objects, **lists, **texts, **others}


def spoilt(good: object) -> Iterator[object]:
    """The argument, replaced by something strange, or with something strange inside."""
    yield from STRANGE
    if isinstance(good, list):
        yield from ([other] for other in spoilt(good[0]))
    elif isinstance(good, Mapping):
        yield from ({key: strange} for key in good for strange in STRANGE)
    elif is_dataclass(good) and not isinstance(good, type):
        for field in fields(good):
            yield from (replace(good, **{field.name: strange}) for strange in spoilt(getattr(good, field.name)))


METHODS = [name for name, _ in inspect.getmembers(Operations, inspect.iscoroutinefunction)]


@pytest.mark.asyncio
@pytest.mark.parametrize("method", METHODS)
async def test_strange_arguments_are_refused_by_rule(
    persistence: AsyncPersistenceLayer, good: dict[str, object], method: str, observer: asyncpg.Connection
) -> None:
    call = getattr(persistence, method)
    names = list(inspect.signature(call).parameters)
    before = await persistence.list_players()
    refused = 0

    for name in names:
        for strange in spoilt(good[name]):
            try:
                await call(**{**{other: good[other] for other in names}, name: strange})
            except REFUSALS:
                refused += 1

    assert refused >= len(names)
    assert {player.id for player in await persistence.list_players()} <= {player.id for player in before}
