"""Players are found by id, by name, by account and by room."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from persistence.accounts.models import Account
from persistence.errors import ValidationError
from persistence.layer import AsyncPersistenceLayer
from persistence.players.models import Player


@pytest.mark.asyncio
async def test_a_saved_player_is_found_by_id(persistence: AsyncPersistenceLayer, player: Player) -> None:
    assert await persistence.get_player_by_id(player.id) == player


@pytest.mark.asyncio
@pytest.mark.parametrize("name", ["Ada", "ada", "ADA"])
async def test_a_player_is_found_by_name_in_any_case(
    persistence: AsyncPersistenceLayer, player: Player, name: str
) -> None:
    assert await persistence.get_player_by_name(name) == player


@pytest.mark.asyncio
async def test_an_unknown_player_is_none(persistence: AsyncPersistenceLayer) -> None:
    assert await persistence.get_player_by_id(uuid4()) is None
    assert await persistence.get_player_by_name("nobody") is None
    assert await persistence.get_player_by_user_id(uuid4()) is None


@pytest.mark.asyncio
async def test_of_an_accounts_players_the_last_active_is_found(
    persistence: AsyncPersistenceLayer, account: Account, player: Player
) -> None:
    await persistence.save_player(Player.new(user_id=account.id, name="Bea", room_id="harbour/quay"))

    await persistence.update_player_last_active(player.id)

    found = await persistence.get_player_by_user_id(account.id)
    assert found is not None
    assert found.id == player.id


@pytest.mark.asyncio
async def test_of_players_who_were_active_at_the_same_time_it_is_always_the_same(
    persistence: AsyncPersistenceLayer, account: Account, player: Player
) -> None:
    twin = replace(player, version=0, last_active=datetime(2999, 1, 1, tzinfo=UTC))
    for number in (2, 1, 3):
        await persistence.save_player(replace(twin, id=UUID(int=number), name=f"Twin {number}"))

    found = await persistence.get_player_by_user_id(account.id)
    assert found is not None
    assert found.id == UUID(int=1)


@pytest.mark.asyncio
async def test_the_list_is_by_name_and_of_one_account_when_asked(
    persistence: AsyncPersistenceLayer, account: Account, player: Player
) -> None:
    other = await persistence.create_account("other", "hash")
    zoe = await persistence.save_player(Player.new(user_id=account.id, name="Zoe", room_id="harbour/quay"))
    bob = await persistence.save_player(Player.new(user_id=other.id, name="bob", room_id="harbour/quay"))

    assert await persistence.list_players() == [player, bob, zoe]
    assert await persistence.list_players(account.id) == [player, zoe]
    assert await persistence.list_players(uuid4()) == []


@pytest.mark.asyncio
async def test_the_list_comes_in_pages(persistence: AsyncPersistenceLayer, account: Account) -> None:
    names = ["a", "B", "c", "D", "e"]
    await persistence.save_players([Player.new(user_id=account.id, name=name, room_id="z/a") for name in names])

    first = await persistence.list_players(limit=2)
    second = await persistence.list_players(limit=2, after_name=first[-1].name)
    third = await persistence.list_players(account.id, limit=2, after_name=second[-1].name)

    assert [player.name for player in first + second + third] == names


@pytest.mark.asyncio
async def test_the_players_in_a_room_are_by_name(
    persistence: AsyncPersistenceLayer, account: Account, player: Player
) -> None:
    elsewhere = Player.new(user_id=account.id, name="Cyd", room_id="harbour/loft")
    bea = Player.new(user_id=account.id, name="bea", room_id=player.room_id)
    await persistence.save_players([elsewhere, bea])

    found = await persistence.get_players_in_room(player.room_id)

    assert [one.name for one in found] == ["Ada", "bea"]
    assert await persistence.get_players_in_room("harbour/nowhere") == []


@pytest.mark.asyncio
async def test_times_come_back_as_they_went_in(persistence: AsyncPersistenceLayer, account: Account) -> None:
    player = Player.new(user_id=account.id, name="Eve", room_id="z/a")
    player = replace(player, last_active=player.created_at + timedelta(microseconds=1))

    saved = await persistence.save_player(player)

    assert saved == replace(player, version=1)


@pytest.mark.asyncio
@pytest.mark.parametrize("name", ["O'Brien", 'Robert"); DROP TABLE players;--', "שלום", "🧙\u200d♀️", "%_\\"])
async def test_any_name_that_the_rules_allow_comes_back_as_it_went_in(
    persistence: AsyncPersistenceLayer, account: Account, name: str
) -> None:
    saved = await persistence.save_player(Player.new(user_id=account.id, name=name, room_id="z/a"))

    assert saved.name == name
    assert await persistence.get_player_by_name(name) == saved


@pytest.mark.asyncio
async def test_a_wrong_argument_is_named(persistence: AsyncPersistenceLayer) -> None:
    with pytest.raises(ValidationError, match="player_id must be a UUID"):
        await persistence.get_player_by_id("x")  # type: ignore[arg-type]
    with pytest.raises(ValidationError, match="room_id must look like"):
        await persistence.get_players_in_room("Not A Room")
    with pytest.raises(ValidationError, match="limit must be from 1"):
        await persistence.list_players(limit=0)
    with pytest.raises(ValidationError, match="limit must be an integer"):
        await persistence.list_players(limit=True)
