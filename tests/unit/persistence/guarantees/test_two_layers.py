"""Two layers change one row at the same time, as two processes do: nothing is lost, what happens once is told once.

One layer alone sends the changes of a key one after the other; here only the locks of the database stand between them.
Where chance would decide whether two meet, an observer stands in the way instead: its transaction has changed the row,
and ends when the layer waits for it.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TypeVar
from uuid import UUID, uuid4

import asyncpg
import pytest

from persistence.errors import StaleDataError
from persistence.experience.models import level_for
from persistence.health.models import StatField
from persistence.layer import AsyncPersistenceLayer
from persistence.players.models import Player
from persistence.professions.models import Profession, RequirementsError
from tests.unit.persistence.server_activity import wait_for_blocked_session

T = TypeVar("T")

_ROUNDS = 20


async def during(observer: asyncpg.Connection, change: str, call: Callable[[], Awaitable[T]]) -> T:
    """What comes of a call that began when another transaction had made a change, and was not yet committed."""
    async with observer.transaction():
        await observer.execute(change)
        waiting = asyncio.ensure_future(call())
        await wait_for_blocked_session(observer)
    return await waiting


@pytest.mark.asyncio
async def test_the_damage_of_one_and_the_healing_of_the_other_add_up(
    persistence: AsyncPersistenceLayer, other_layer: AsyncPersistenceLayer, player: Player
) -> None:
    await persistence.update_player_stat_field(player.id, StatField.MAX_HEALTH, 900)
    await persistence.update_player_health(player.id, 400)

    damages = (persistence.damage_player(player.id, 3) for _ in range(100))
    heals = (other_layer.heal_player(player.id, 2) for _ in range(100))
    await asyncio.gather(*damages, *heals)

    assert (await persistence.get_player_vitals(player.id)).health == 500 - 100 * 3 + 100 * 2


@pytest.mark.asyncio
async def test_a_death_is_told_by_one_of_the_two(
    persistence: AsyncPersistenceLayer, other_layer: AsyncPersistenceLayer, player: Player
) -> None:
    for _ in range(_ROUNDS):
        blows = await asyncio.gather(*(layer.damage_player(player.id, 100) for layer in (persistence, other_layer)))

        assert [blow.health for blow in blows] == [0, 0]
        assert sum(blow.died for blow in blows) == 1
        await persistence.heal_player(player.id, 100)


@pytest.mark.asyncio
@pytest.mark.parametrize("operation_id", [None, uuid4()], ids=["without an id", "with an id"])
async def test_a_change_of_health_counts_from_what_another_leaves(
    persistence: AsyncPersistenceLayer, observer: asyncpg.Connection, player: Player, operation_id: UUID | None
) -> None:
    change = await during(
        observer,
        "UPDATE players SET health = 50",
        lambda: persistence.damage_player(player.id, 10, operation_id=operation_id),
    )

    assert (change.before, change.health) == (50, 40)
    assert (await persistence.get_player_vitals(player.id)).health == 40


@pytest.mark.asyncio
async def test_who_finds_the_player_dead_tells_of_no_death(
    persistence: AsyncPersistenceLayer, observer: asyncpg.Connection, player: Player
) -> None:
    blow = await during(observer, "UPDATE players SET health = 0", lambda: persistence.damage_player(player.id, 100))

    assert (blow.health, blow.died) == (0, False)


@pytest.mark.asyncio
async def test_the_points_of_both_add_up_and_each_level_is_told_by_one(
    persistence: AsyncPersistenceLayer, other_layer: AsyncPersistenceLayer, player: Player
) -> None:
    changes = await asyncio.gather(
        *(layer.gain_experience(player.id, 7) for _ in range(100) for layer in (persistence, other_layer))
    )

    assert (await persistence.get_player_experience(player.id)).xp == 1_400
    assert sum(change.levels_gained for change in changes) == level_for(1_400) - 1


@pytest.mark.asyncio
@pytest.mark.parametrize("operation_id", [None, uuid4()], ids=["without an id", "with an id"])
async def test_points_count_from_what_another_leaves(
    persistence: AsyncPersistenceLayer, observer: asyncpg.Connection, player: Player, operation_id: UUID | None
) -> None:
    change = await during(
        observer,
        "UPDATE players SET xp = 100",
        lambda: persistence.gain_experience(player.id, 50, operation_id=operation_id),
    )

    assert (change.before, change.xp, change.levels_gained) == (100, 150, 0)


@pytest.mark.asyncio
async def test_points_that_are_set_are_compared_with_what_another_leaves(
    persistence: AsyncPersistenceLayer, observer: asyncpg.Connection, player: Player
) -> None:
    change = await during(observer, "UPDATE players SET xp = 100", lambda: persistence.update_player_xp(player.id, 150))

    assert (change.before, change.xp, change.levels_gained) == (100, 150, 0)


@pytest.mark.asyncio
async def test_of_two_saves_of_a_player_one_wins_and_the_other_is_refused(
    persistence: AsyncPersistenceLayer, other_layer: AsyncPersistenceLayer, player: Player
) -> None:
    for number in range(_ROUNDS):
        rivals = (
            layer.save_player(replace(player, room_id=f"{name}/{number}"))
            for layer, name in ((persistence, "here"), (other_layer, "there"))
        )
        results = await asyncio.gather(*rivals, return_exceptions=True)

        [winner] = [result for result in results if isinstance(result, Player)]
        [loser] = [result for result in results if isinstance(result, StaleDataError)]
        assert (loser.expected, loser.found) == (player.version, winner.version)
        assert await persistence.get_player_by_id(player.id) == winner
        player = winner


@pytest.mark.asyncio
async def test_a_save_that_waited_for_anothers_is_refused(
    persistence: AsyncPersistenceLayer, observer: asyncpg.Connection, player: Player
) -> None:
    rival = "UPDATE players SET room_id = 'harbour/loft', version = version + 1"
    with pytest.raises(StaleDataError, match="expected 1, found 2"):
        await during(observer, rival, lambda: persistence.save_player(replace(player, room_id="harbour/sky")))

    assert await persistence.get_player_by_id(player.id) == replace(player, room_id="harbour/loft", version=2)


@pytest.mark.asyncio
async def test_a_save_of_many_that_waited_for_anothers_is_refused(
    persistence: AsyncPersistenceLayer, observer: asyncpg.Connection, player: Player
) -> None:
    rival = "UPDATE players SET room_id = 'harbour/loft', version = version + 1"
    with pytest.raises(StaleDataError, match="expected 1, found 2"):
        await during(observer, rival, lambda: persistence.save_players([replace(player, room_id="harbour/sky")]))

    assert await persistence.get_player_by_id(player.id) == replace(player, room_id="harbour/loft", version=2)


@pytest.mark.asyncio
async def test_a_profession_is_chosen_by_the_stats_that_another_leaves(
    persistence: AsyncPersistenceLayer, observer: asyncpg.Connection, player: Player
) -> None:
    await persistence.save_professions([Profession("pilot", "Pilot", "", {StatField.WISDOM: 10})])

    with pytest.raises(RequirementsError, match="pilot needs wisdom 10"):
        await during(
            observer, "UPDATE players SET wisdom = 9", lambda: persistence.choose_profession(player.id, "pilot")
        )

    assert await persistence.get_player_profession(player.id) is None


@pytest.mark.asyncio
async def test_many_players_are_locked_in_the_order_of_their_ids(
    persistence: AsyncPersistenceLayer, observer: asyncpg.Connection, player: Player
) -> None:
    """So two saves that share players wait for each other, but never in turn. A deadlock would cost time only."""
    # Of a table as small as that of the other tests all rows are read, in the order in which they lie there.
    await observer.execute("""
        INSERT INTO players (id, user_id, name, name_key, room_id, created_at, last_active, version)
        SELECT gen_random_uuid(), user_id, n, n, room_id, created_at, last_active, 1
        FROM players, generate_series(1, 10000) AS n
    """)
    await observer.execute("ANALYZE players")
    fresh = [Player.new(user_id=player.user_id, name=f"P{number}", room_id="z/a") for number in range(10)]
    # The last in the order of ids is the first in the table and in the call.
    saved = [await persistence.save_player(one) for one in sorted(fresh, key=lambda one: one.id, reverse=True)]

    async with observer.transaction():
        await observer.execute("SELECT FROM players WHERE id = $1 FOR UPDATE", saved[0].id)
        waiting = asyncio.ensure_future(persistence.save_players(saved))
        await wait_for_blocked_session(observer)
        free = await observer.fetch(
            "SELECT id FROM players WHERE id = ANY($1) FOR UPDATE SKIP LOCKED", [one.id for one in saved]
        )
    await waiting

    assert [row["id"] for row in free] == [saved[0].id], "all before the last are locked already"
