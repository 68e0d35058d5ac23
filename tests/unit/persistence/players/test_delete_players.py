"""A deleted player is gone for every method, and its name is free."""

from uuid import uuid4

import pytest

from persistence.accounts.models import Account
from persistence.errors import NotFoundError
from persistence.layer import AsyncPersistenceLayer
from persistence.players.models import Player


@pytest.mark.asyncio
async def test_a_deleted_player_is_found_by_nothing(
    persistence: AsyncPersistenceLayer, account: Account, player: Player
) -> None:
    assert await persistence.delete_player(player.id) is True

    assert await persistence.get_player_by_id(player.id) is None
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
async def test_a_deleted_player_cannot_be_changed(persistence: AsyncPersistenceLayer, player: Player) -> None:
    await persistence.delete_player(player.id)

    with pytest.raises(NotFoundError):
        await persistence.save_player(player)
    with pytest.raises(NotFoundError):
        await persistence.save_players([player])
    with pytest.raises(NotFoundError):
        await persistence.update_player_last_active(player.id)
