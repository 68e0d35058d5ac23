"""Whatever a caller passes, it is told the rule that it broke; no other error comes out and nothing is changed."""

import asyncio
import copy
import inspect
import pickle
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, fields, is_dataclass, replace
from datetime import UTC, datetime, timedelta, timezone
from types import UnionType
from typing import Any, Union, cast, get_args, get_origin
from uuid import uuid4

import asyncpg
import pytest
import pytest_asyncio
from sqlalchemy import make_url

from persistence.accounts.models import Account
from persistence.containers.models import Container, ContainerKind
from persistence.errors import DuplicateError, NotFoundError, StaleDataError, UnavailableError, ValidationError
from persistence.health.models import DamageType, StatField
from persistence.inventory.models import InventoryError, Item, ItemPrototype, Place, PlaceKind
from persistence.layer import AsyncPersistenceLayer
from persistence.operations import Operations
from persistence.players.models import Player
from persistence.professions.models import Profession
from persistence.rooms.models import Room

# What few arguments may be, and few attributes of arguments.
STRANGE: list[Any] = [
    *(None, True, -1, 2**31 - 1, 2**31, 2**63, 10**30, 1.5, float("nan"), b"x", object(), [], {}, (), [1], {"a": 1}),
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


def fits(value: object, annotation: Any) -> bool:
    """Whether a value is of the kind that a parameter's annotation names."""
    if get_origin(annotation) in (Union, UnionType):
        return any(fits(value, kind) for kind in get_args(annotation))
    if get_origin(annotation) is Sequence:
        [kind] = get_args(annotation)
        return isinstance(value, list | tuple) and all(fits(element, kind) for element in value)
    return isinstance(value, annotation) and not (isinstance(value, bool) and annotation is int)


METHODS = [name for name, _ in inspect.getmembers(Operations, inspect.iscoroutinefunction)]


@pytest.mark.asyncio
@pytest.mark.parametrize("method", METHODS)
async def test_strange_arguments_are_refused_by_rule(
    persistence: AsyncPersistenceLayer, good: dict[str, object], method: str, observer: asyncpg.Connection
) -> None:
    call = getattr(persistence, method)
    names = list(inspect.signature(call).parameters)
    before = await persistence.list_players()
    refusals: list[Exception] = []

    for name in names:
        for strange in spoilt(good[name]):
            try:
                await call(**{**{other: good[other] for other in names}, name: strange})
            except REFUSALS as refusal:
                refusals.append(refusal)

    assert len(refusals) >= len(names)
    # A refusal with a cause is the server's or the driver's, which had the value before anybody looked at it.
    assert [str(error) for error in refusals if isinstance(error, ValidationError) and error.__cause__] == []
    assert {player.id for player in await persistence.list_players()} <= {player.id for player in before}


@pytest.mark.asyncio
@pytest.mark.parametrize("method", METHODS)
async def test_an_argument_of_another_kind_is_always_refused(
    persistence: AsyncPersistenceLayer, good: dict[str, object], method: str
) -> None:
    """None is for parameters that may be None; nothing else stands for it because it is empty or 0."""
    call = getattr(persistence, method)
    parameters = inspect.signature(call).parameters
    accepted = []

    for name, parameter in parameters.items():
        for strange in STRANGE:
            if not fits(strange, parameter.annotation):
                with suppress(ValidationError):
                    await call(**{**{other: good[other] for other in parameters}, name: strange})
                    accepted.append((name, strange))

    assert accepted == []


@pytest.mark.asyncio
@pytest.mark.parametrize("text", ["", "admin", b"", b"admin"], ids=repr)
async def test_a_text_is_no_list_of_its_characters(persistence: AsyncPersistenceLayer, text: Any) -> None:
    chest = Container(uuid4(), ContainerKind.CORPSE, "z/a", None, 1, allowed_roles=text)

    with pytest.raises(ValidationError, match="allowed_roles must be a list"):
        await persistence.create_container(chest)
    with pytest.raises(ValidationError, match="players must be a list"):
        await persistence.save_players(text)


@pytest.mark.asyncio
@pytest.mark.parametrize("limit", [0, -1, float("nan"), float("inf"), True, "5", 10**9])
async def test_a_limit_in_seconds_is_one(database_url: str, persistence: AsyncPersistenceLayer, limit: Any) -> None:
    with pytest.raises(ValidationError, match="timeout_s must be"):
        async with persistence.transaction(timeout_s=limit):
            pass
    with pytest.raises(ValidationError, match="call_timeout_s must be"):
        await AsyncPersistenceLayer.open(database_url, call_timeout_s=limit)


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "url",
    [
        "",
        "nonsense",
        "postgresql://ada:hunter2@127.0.0.1/ferry",
        "postgresql+asyncpg://ada:hunter2@127.0.0.1:port/ferry",
    ],
)
async def test_an_address_is_one_of_a_database_and_a_password_in_it_is_not_told(url: str) -> None:
    with pytest.raises(ValidationError, match="url must look like") as refused:
        await AsyncPersistenceLayer.open(url)

    assert "hunter2" not in str(refused.value)


@pytest.mark.asyncio
async def test_an_address_has_no_unknown_option(database_url: str) -> None:
    with pytest.raises(ValidationError, match="url must have no option 'sslmode': it may have "):
        await AsyncPersistenceLayer.open(f"{database_url}&sslmode=require")


@pytest.mark.asyncio
@pytest.mark.parametrize("part", [{"database": "nosuch"}, {"username": "nobody"}])
async def test_an_address_of_nothing_is_told_in_the_servers_words(database_url: str, part: dict[str, Any]) -> None:
    url = make_url(database_url).set(**part).render_as_string(hide_password=False)

    with pytest.raises(UnavailableError, match="does not exist"):
        await AsyncPersistenceLayer.open(url)


@pytest.mark.asyncio
@pytest.mark.parametrize("size", [0, -1, True, 1.5])
async def test_a_pool_has_a_size(database_url: str, size: Any) -> None:
    with pytest.raises(ValidationError, match="pool_size must be"):
        await AsyncPersistenceLayer.open(database_url, pool_size=size)


@pytest.mark.asyncio
async def test_what_a_caller_changes_after_the_check_is_not_saved(
    persistence: AsyncPersistenceLayer, player: Player, quay: Room
) -> None:
    """Lists and mappings are taken as they are when a method is called; it may have to wait before it sends them."""
    await persistence.save_item_prototypes([ItemPrototype("coin", "a coin", 100)])
    coin = Item.new("coin", Place.with_player(player.id))
    items, exits = [coin], {"in": "harbour/loft"}
    players, rooms = [player], [replace(quay, exits=exits)]
    inventory = replace(await persistence.load_inventory(player.id), items=cast(Any, items))
    saving_inventory = asyncio.ensure_future(persistence.save_inventory(inventory))
    saving_players = asyncio.ensure_future(persistence.save_players(players))
    saving_rooms = asyncio.ensure_future(persistence.save_rooms(rooms))
    await asyncio.sleep(0)
    items.clear()
    players.clear()
    rooms.clear()
    exits["in"] = "\x00"

    await saving_inventory
    [saved_player], [saved_room] = await saving_players, await saving_rooms

    assert (await persistence.load_inventory(player.id)).items == (coin,)
    assert (saved_player.id, saved_room.exits) == (player.id, {"in": "harbour/loft"})


@pytest.mark.asyncio
async def test_what_comes_out_cannot_be_changed(persistence: AsyncPersistenceLayer, player: Player, quay: Room) -> None:
    porter = Profession("porter", "Porter", "", {StatField.STRENGTH: 5})
    await persistence.save_professions([porter])
    await persistence.choose_profession(player.id, porter.id)
    found = [
        *((room.exits, quay.exits) for room in (quay, await persistence.get_room_by_id(quay.id)) if room),
        *((room.exits, quay.exits) for room in await persistence.list_rooms()),
        *((room.exits, quay.exits) for room in (await persistence.get_room_graph()).rooms.values()),
        ((await persistence.get_player_vitals(player.id)).stats, None),
        *((known.requirements, porter.requirements) for known in await persistence.get_professions()),
        *(
            (known.requirements, porter.requirements)
            for known in [await persistence.get_player_profession(player.id)]
            if known
        ),
    ]

    assert len(found) == 7
    for mapping, expected in found:
        assert expected is None or mapping == expected
        with pytest.raises(TypeError):
            cast(dict[Any, Any], mapping)["up"] = "harbour/nowhere"
        assert copy.deepcopy(mapping) == pickle.loads(pickle.dumps(mapping)) == mapping  # noqa: S301 - made here
    assert asdict(quay)["exits"] == quay.exits
