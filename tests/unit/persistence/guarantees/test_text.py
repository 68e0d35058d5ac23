"""Any text comes back as it went in, or is refused by rule: quotes, NUL, right to left, emoji and all the rest."""

import asyncio
import re
import unicodedata
from collections.abc import Awaitable, Callable
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


# With the name of the field by which a refusal calls the text.
ROUND_TRIPS: list[tuple[RoundTrip, str]] = [
    (_username, "username"),
    (_password_hash, "password_hash"),
    (_player_name, "name"),
    (_room_name, "name"),
    (_description, "description"),
    (_direction, "exits"),
    (_role, "allowed_roles"),
    (_prototype, "id"),
    (_profession, "id"),
]
# The layer's own: what the driver or the server says of a value that it cannot take is none of them.
RULES = re.compile(
    "not be empty|have at most [0-9]+ characters|have no control characters|neither start nor end with a space"
    "|have no marks that change the direction of text|have a visible character"
)
SPECIAL = [
    *("'", '"', "\\", "%", "${x}", ":a", "\r\n", "\x00", "\ud800"),
    *("\u202e", "\u200d", "שלום", "مرحبا", "🧙\u200d♀️"),
]
INVISIBLE = ["\u00ad", "\u034f", "\u115f", "\u200d", "\u2800", "\u3164", "\ufe0f", "\uffa0", "\U000e0100"]
texts = st.lists(st.text(max_size=12) | st.sampled_from(SPECIAL), max_size=6).map("".join)


def has_control_character(text: str, *, multiline: bool) -> bool:
    """Whether it has what no terminal should get, or what no database can hold: a control character, half a pair.

    The separators of lines and paragraphs are among the former: many programs break a line there.
    """
    allowed = "\n\t" if multiline else ""
    return any(unicodedata.category(sign) in ("Cc", "Cs", "Zl", "Zp") and sign not in allowed for sign in text)


@pytest.mark.parametrize(
    ("round_trip", "field"), ROUND_TRIPS, ids=[function.__name__.removeprefix("_") for function, _ in ROUND_TRIPS]
)
def test_text_comes_back_as_it_went_in_or_is_refused(database_url: str, round_trip: RoundTrip, field: str) -> None:
    with asyncio.Runner() as runner:
        layer = runner.run(AsyncPersistenceLayer.open(database_url))

        @given(text=texts)
        # The longest name whose form for comparison is the longest: eighteen characters for each.
        @example(text="\ufdfa" * 64)
        @example(text="'; DROP TABLE players; --")
        @example(text="a\x00b")
        @example(text="a\x07b")
        @example(text="a\x9fb")
        @example(text="a\ud800b")
        @example(text="a\u2028b")
        @example(text="a\u2029b")
        @example(text="a\tb\nc")
        @settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
        def check(text: str) -> None:
            found: object = None
            refusal = None
            try:
                found = runner.run(round_trip(layer, text))  # type: ignore[arg-type]
            except DuplicateError:
                return
            except ValidationError as error:
                refusal = error
            if refusal is not None:
                assert (refusal.field, bool(RULES.fullmatch(refusal.rule))) == (field, True), refusal
            else:
                assert found == text
                assert not has_control_character(text, multiline=round_trip is _description)

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
