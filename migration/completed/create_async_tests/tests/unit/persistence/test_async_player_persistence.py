"""The layer's operations on players."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from server.models import Player
from server.persistence.async_persistence import AsyncPersistenceLayer
from server.persistence.errors import DuplicateNameError


@pytest.mark.asyncio
async def test_a_saved_player_is_found_by_id_and_by_name(layer: AsyncPersistenceLayer, player: Player) -> None:
    await layer.save_player(player)

    assert await layer.get_player_by_id(player.id) == player
    assert await layer.get_player_by_name("Ada") == player


@pytest.mark.asyncio
async def test_nobody_is_found_by_an_unknown_id_or_name(layer: AsyncPersistenceLayer) -> None:
    assert await layer.get_player_by_id(uuid4()) is None
    assert await layer.get_player_by_name("Nobody") is None


@pytest.mark.asyncio
async def test_saving_a_player_again_overwrites_it(layer: AsyncPersistenceLayer, player: Player) -> None:
    await layer.save_player(player)

    await layer.save_player(replace(player, name="Eda"))

    assert [found.name for found in await layer.list_players()] == ["Eda"]


@pytest.mark.asyncio
async def test_a_second_player_of_the_same_name_is_refused(layer: AsyncPersistenceLayer, player: Player) -> None:
    await layer.save_player(player)

    with pytest.raises(DuplicateNameError) as caught:
        await layer.save_player(replace(player, id=uuid4()))

    assert caught.value.name == "Ada"


@pytest.mark.asyncio
async def test_of_two_players_who_take_a_name_at_once_one_gets_it(layer: AsyncPersistenceLayer) -> None:
    results = await asyncio.gather(
        *(layer.save_player(Player.new("Ada")) for _ in range(2)),
        return_exceptions=True,
    )

    assert sorted(type(result) for result in results if result is not None) == [DuplicateNameError]
    assert len(await layer.list_players()) == 1


@pytest.mark.asyncio
async def test_players_are_listed_by_name_and_by_room(layer: AsyncPersistenceLayer, player: Player) -> None:
    other = Player.new("Bo")
    await layer.save_player(other)
    await layer.save_player(player)

    assert await layer.list_players() == [player, other]
    assert await layer.get_players_in_room("harbour/quay") == [player, other]
    assert await layer.get_players_in_room("harbour/market") == []


@pytest.mark.asyncio
async def test_last_active_is_set_to_the_given_time(layer: AsyncPersistenceLayer, player: Player) -> None:
    await layer.save_player(player)
    noon = datetime(2026, 3, 1, 12, tzinfo=UTC)

    await layer.update_player_last_active(player.id, noon)

    assert await layer.get_player_by_id(player.id) == replace(player, last_active=noon)


@pytest.mark.asyncio
async def test_a_player_is_deleted_once(layer: AsyncPersistenceLayer, player: Player) -> None:
    await layer.save_player(player)

    assert await layer.delete_player(player.id) is True
    assert await layer.delete_player(player.id) is False
    assert await layer.list_players() == []
