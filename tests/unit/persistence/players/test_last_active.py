"""The time of a player's last activity is a fact apart from the rest of the player."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from persistence.errors import NotFoundError, ValidationError
from persistence.layer import AsyncPersistenceLayer
from persistence.players.models import Player


@pytest.mark.asyncio
async def test_it_is_set_to_the_time_given(persistence: AsyncPersistenceLayer, player: Player) -> None:
    later = player.last_active + timedelta(minutes=5)

    await persistence.update_player_last_active(player.id, later)

    assert await persistence.get_player_by_id(player.id) == replace(player, last_active=later)


@pytest.mark.asyncio
async def test_it_is_now_by_default(persistence: AsyncPersistenceLayer, player: Player) -> None:
    before = datetime.now(UTC)

    await persistence.update_player_last_active(player.id)

    found = await persistence.get_player_by_id(player.id)
    assert found is not None
    assert before <= found.last_active <= datetime.now(UTC)


@pytest.mark.asyncio
async def test_it_never_moves_back(persistence: AsyncPersistenceLayer, player: Player) -> None:
    await persistence.update_player_last_active(player.id, player.last_active - timedelta(days=1))

    assert await persistence.get_player_by_id(player.id) == player


@pytest.mark.asyncio
async def test_it_needs_a_player_and_a_zone(persistence: AsyncPersistenceLayer, player: Player) -> None:
    with pytest.raises(NotFoundError):
        await persistence.update_player_last_active(uuid4())
    with pytest.raises(ValidationError, match="when must be a time with a zone"):
        await persistence.update_player_last_active(player.id, datetime(2026, 1, 1))  # noqa: DTZ001 - the fault
