"""Any text comes back as it went in, or is refused by rule: quotes, NUL, right to left, emoji and all the rest."""

import asyncio
import unicodedata
from collections.abc import Awaitable, Callable
from contextlib import suppress
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from persistence.containers.models import Container, ContainerKind
from persistence.errors import DuplicateError, ValidationError
from persistence.inventory.models import Item, ItemPrototype, Place
from persistence.layer import AsyncPersistenceLayer
from persistence.players.models import Player
from persistence.professions.models import Profession
from persistence.rooms.models import Room
from persistence.validation import name_key

# Saves the text somewhere and reads it again.
RoundTrip = Callable[[AsyncPersistenceLayer, str], Awaitable[object]]


async def _username(layer: AsyncPersistenceLayer, text: str) -> object:
    await layer.create_account(text, "hash")
    found = await layer.get_account_by_username(text)
    return found and found.username


async def _password_hash(layer: AsyncPersistenceLayer, text: str) -> object:
    account = await layer.create_account(uuid4().hex, text)
    found = await layer.get_account_by_id(account.id)
    return found and found.password_hash


async def _player_name(layer: AsyncPersistenceLayer, text: str) -> object:
    account = await layer.create_account(uuid4().hex, "hash")
    player = await layer.save_player(Player.new(user_id=account.id, name=text, room_id="z/a"))
    found = await layer.get_player_by_name(text)
    await layer.delete_player(player.id)
    return found and found.name


async def _room(layer: AsyncPersistenceLayer, room: Room) -> Room:
    await layer.save_room(room)
    found = await layer.get_room_by_id(room.id)
    assert found is not None
    return found


async def _room_name(layer: AsyncPersistenceLayer, text: str) -> object:
    return (await _room(layer, Room(f"z/{uuid4().hex}", "z", text, ""))).name


async def _description(layer: AsyncPersistenceLayer, text: str) -> object:
    return (await _room(layer, Room(f"z/{uuid4().hex}", "z", "A room", text))).description


async def _direction(layer: AsyncPersistenceLayer, text: str) -> object:
    [direction] = (await _room(layer, Room(f"z/{uuid4().hex}", "z", "A room", "", {text: "z/a"}))).exits
    return direction


async def _role(layer: AsyncPersistenceLayer, text: str) -> object:
    chest = Container(uuid4(), ContainerKind.CORPSE, "z/a", None, 1, allowed_roles=(text,))
    await layer.create_container(chest)
    found = await layer.get_container(chest.id)
    return found and found.allowed_roles[0]


async def _prototype(layer: AsyncPersistenceLayer, text: str) -> object:
    await layer.save_item_prototypes([ItemPrototype(text, text, slot=None)])
    item = await layer.create_item_instance(Item.new(text, Place.in_room("z/a")))
    [found] = [kind for kind in await layer.get_item_prototypes() if kind.id == item.prototype_id]
    return found.name


async def _profession(layer: AsyncPersistenceLayer, text: str) -> object:
    await layer.save_professions([Profession(text, text, "")])
    found = await layer.get_profession_by_id(text)
    return found and found.name


ROUND_TRIPS: list[RoundTrip] = [
    *(_username, _password_hash, _player_name, _room_name, _description, _direction, _role, _prototype, _profession)
]
SPECIAL = [
    *("'", '"', "\\", "%", "${x}", ":a", "\r\n", "\x00", "\ud800"),
    *("\u202e", "\u200d", "שלום", "مرحبا", "🧙\u200d♀️"),
]
INVISIBLE = ["\u00ad", "\u034f", "\u115f", "\u200d", "\u2800", "\u3164", "\ufe0f", "\uffa0", "\U000e0100"]
texts = st.lists(st.text(max_size=12) | st.sampled_from(SPECIAL), max_size=6).map("".join)


@pytest.mark.parametrize("round_trip", ROUND_TRIPS, ids=lambda function: function.__name__.removeprefix("_"))
def test_text_comes_back_as_it_went_in_or_is_refused(database_url: str, round_trip: RoundTrip) -> None:
    with asyncio.Runner() as runner:
        layer = runner.run(AsyncPersistenceLayer.open(database_url))

        @given(text=texts)
        # The longest name whose form for comparison is the longest: eighteen characters for each.
        @example(text="\ufdfa" * 64)
        @example(text="'; DROP TABLE players; --")
        @settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
        def check(text: str) -> None:
            with suppress(ValidationError, DuplicateError):
                assert runner.run(round_trip(layer, text)) == text  # type: ignore[arg-type]

        try:
            check()
        finally:
            runner.run(layer.close())


@given(before=texts, invisible=st.sampled_from(INVISIBLE), after=texts)
@example(before="e", invisible="\u200d", after="\u0301")
@example(before="", invisible="\u00ad", after=" a")
def test_the_form_for_comparison_is_final_and_what_shows_nothing_is_not_in_it(
    before: str, invisible: str, after: str
) -> None:
    key = name_key(before + after)

    assert name_key(key) == key
    assert name_key(before + invisible + after) == key
    assert name_key(unicodedata.normalize("NFD", before + after)) == key
