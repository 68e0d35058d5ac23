"""A deleted player is gone for every method, and its name is free."""

import inspect
from uuid import uuid4

import pytest

from persistence.accounts.models import Account
from persistence.errors import NotFoundError
from persistence.layer import AsyncPersistenceLayer
from persistence.operations import Operations
from persistence.players.models import Player
from persistence.professions.models import Profession
from persistence.rooms.models import Room

PORTER = Profession("porter", "Porter", "")


def _parameters(method: str) -> dict[str, inspect.Parameter]:
    return dict(inspect.signature(getattr(AsyncPersistenceLayer, method)).parameters)


# Those that are about a player whom the caller knows, except those that answer "there is none", and the one that asks
# nothing of the database about the player.
ABOUT_A_PLAYER = [
    name
    for name, _ in inspect.getmembers(Operations, inspect.iscoroutinefunction)
    if not _parameters(name).keys().isdisjoint(("player_id", "player", "players", "inventory"))
    and name not in ("get_player_by_id", "get_player_profession", "delete_player", "validate_inventory")
]


@pytest.mark.asyncio
async def test_a_deleted_player_is_found_by_nothing(
    persistence: AsyncPersistenceLayer, account: Account, player: Player
) -> None:
    await persistence.save_professions([PORTER])
    await persistence.choose_profession(player.id, PORTER.id)

    assert await persistence.delete_player(player.id) is True

    assert await persistence.get_player_by_id(player.id) is None
    assert await persistence.get_player_profession(player.id) is None
    assert await persistence.get_player_by_name(player.name) is None
    assert await persistence.get_player_by_user_id(account.id) is None
    assert await persistence.list_players(account.id) == []
    assert await persistence.get_players_in_room(player.room_id) == []


@pytest.mark.asyncio
async def test_a_player_is_deleted_once(persistence: AsyncPersistenceLayer, player: Player) -> None:
    assert await persistence.delete_player(player.id) is True
    assert await persistence.delete_player(player.id) is False
    assert await persistence.delete_player(uuid4()) is False


@pytest.mark.asyncio
async def test_the_name_of_a_deleted_player_is_free(
    persistence: AsyncPersistenceLayer, account: Account, player: Player
) -> None:
    await persistence.delete_player(player.id)

    successor = await persistence.save_player(Player.new(user_id=account.id, name="ADA", room_id="z/a"))

    assert await persistence.get_player_by_name("ada") == successor


@pytest.mark.asyncio
@pytest.mark.parametrize("method", ABOUT_A_PLAYER)
async def test_what_belongs_to_a_deleted_player_is_neither_told_nor_changed(
    persistence: AsyncPersistenceLayer, player: Player, quay: Room, method: str
) -> None:
    await persistence.save_professions([PORTER])
    inventory = await persistence.load_inventory(player.id)
    about = {"player_id": player.id, "player": player, "players": [player], "inventory": inventory}
    rooms = {"to_room_id": quay.id, "fallback_room_id": quay.id}
    others = {"amount": 1, "delta": 1, "xp": 1, "field": "wisdom", "profession_id": PORTER.id}
    values = {**about, **rooms, **others}
    needed = [name for name, parameter in _parameters(method).items() if parameter.default is parameter.empty]
    call = {name: values[name] for name in needed if name != "self"}
    await persistence.delete_player(player.id)

    with pytest.raises(NotFoundError, match=f"there is no player {player.id}"):
        await getattr(persistence, method)(**call)
