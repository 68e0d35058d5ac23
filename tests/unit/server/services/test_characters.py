"""Entering the world."""

import pytest
import pytest_asyncio

from persistence.layer import AsyncPersistenceLayer
from persistence.rooms.models import Room
from server.services.characters import CharacterService, UnknownCharacterError

pytest_plugins = ["tests.support.persistence"]

START = "town/quay"


@pytest_asyncio.fixture
async def characters(persistence: AsyncPersistenceLayer) -> CharacterService:
    await persistence.save_rooms([Room(START, "town", "The Quay", "Boats.")])
    return CharacterService(persistence, start_room=START)


@pytest.mark.asyncio
async def test_a_new_character_stands_in_the_start_room(
    characters: CharacterService, persistence: AsyncPersistenceLayer
) -> None:
    account = await persistence.create_account("ada", "hash")

    created = await characters.create(account.id, "Ada")

    assert created.room_id == START
    assert await characters.enter(created.id) == created


@pytest.mark.asyncio
async def test_entering_notes_that_the_character_is_active(
    characters: CharacterService, persistence: AsyncPersistenceLayer
) -> None:
    account = await persistence.create_account("ada", "hash")
    first = await characters.create(account.id, "Ada")
    await characters.create(account.id, "Byron")

    await characters.enter(first.id)

    last = await persistence.get_player_by_user_id(account.id)
    assert last is not None
    assert last.id == first.id


@pytest.mark.asyncio
async def test_one_whose_room_is_no_longer_in_the_world_enters_at_the_start(
    characters: CharacterService, persistence: AsyncPersistenceLayer
) -> None:
    account = await persistence.create_account("ada", "hash")
    elsewhere = CharacterService(persistence, start_room="sunken/city")
    created = await elsewhere.create(account.id, "Ada")

    entered = await characters.enter(created.id)

    assert entered.room_id == START
    saved = await persistence.get_player_by_id(created.id)
    assert saved is not None
    assert saved.room_id == START


@pytest.mark.asyncio
async def test_a_deleted_character_cannot_enter(
    characters: CharacterService, persistence: AsyncPersistenceLayer
) -> None:
    account = await persistence.create_account("ada", "hash")
    created = await characters.create(account.id, "Ada")
    await persistence.delete_player(created.id)

    with pytest.raises(UnknownCharacterError):
        await characters.enter(created.id)
    with pytest.raises(UnknownCharacterError):
        await characters.find(account.id, "Ada")
