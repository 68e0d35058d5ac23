"""Experience is gained and set; the level follows from it, and each new level is told once."""

import asyncio
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from persistence.errors import NotFoundError, ValidationError
from persistence.experience.models import LARGEST_XP, Experience, ExperienceChange, level_for, xp_for
from persistence.layer import AsyncPersistenceLayer
from persistence.players.models import Player


@pytest.mark.parametrize(
    ("xp", "level"), [(0, 1), (99, 1), (100, 2), (299, 2), (300, 3), (600, 4), (49_599, 31), (49_600, 32)]
)
def test_the_curve(xp: int, level: int) -> None:
    assert level_for(xp) == level


@given(st.integers(0, LARGEST_XP))
def test_a_level_lasts_from_its_first_point_to_the_next_levels(xp: int) -> None:
    level = level_for(xp)

    assert xp_for(level) <= xp < xp_for(level + 1)


@pytest.mark.asyncio
async def test_gained_points_add_up(persistence: AsyncPersistenceLayer, player: Player) -> None:
    assert await persistence.get_player_experience(player.id) == Experience(player.id, 0)

    change = await persistence.gain_experience(player.id, 310)

    assert change == ExperienceChange(player.id, xp=310, before=0)
    assert (change.level, change.levels_gained) == (3, 2)
    assert (await persistence.get_player_experience(player.id)).level == 3


@pytest.mark.asyncio
async def test_concurrent_gains_all_count_and_each_level_is_told_once(
    persistence: AsyncPersistenceLayer, player: Player
) -> None:
    changes = await asyncio.gather(*(persistence.gain_experience(player.id, 7) for _ in range(200)))

    assert (await persistence.get_player_experience(player.id)).xp == 1_400
    assert sum(change.levels_gained for change in changes) == level_for(1_400) - 1


@pytest.mark.asyncio
async def test_points_are_set_up_and_down(persistence: AsyncPersistenceLayer, player: Player) -> None:
    up = await persistence.update_player_xp(player.id, 600)
    down = await persistence.update_player_xp(player.id, 50)

    assert (up.level, up.levels_gained) == (4, 3)
    assert (down.level, down.levels_gained) == (1, -3)


@pytest.mark.asyncio
async def test_points_stop_at_the_maximum(persistence: AsyncPersistenceLayer, player: Player) -> None:
    await persistence.update_player_xp(player.id, LARGEST_XP)

    assert (await persistence.gain_experience(player.id, LARGEST_XP)).xp == LARGEST_XP


@pytest.mark.asyncio
async def test_bad_input_is_refused(persistence: AsyncPersistenceLayer, player: Player) -> None:
    with pytest.raises(ValidationError, match="amount must be from 0"):
        await persistence.gain_experience(player.id, -1)
    with pytest.raises(ValidationError, match="xp must be from 0"):
        await persistence.update_player_xp(player.id, LARGEST_XP + 1)
    with pytest.raises(NotFoundError):
        await persistence.gain_experience(uuid4(), 1)
    with pytest.raises(NotFoundError):
        await persistence.get_player_experience(uuid4())
