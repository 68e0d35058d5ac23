"""Whatever the schedule, batches come to what the same calls come to one by one."""

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from persistence.accounts.models import Account
from persistence.batching import lane
from persistence.errors import StaleDataError
from persistence.inventory.models import Item, ItemPrototype, Place
from persistence.layer import AsyncPersistenceLayer
from persistence.players.models import Player

_PLAYERS = 4


@dataclass(frozen=True)
class Step:
    """One call: whom it is about, by how much, and how many turns of the loop its caller waits before it."""

    player: int
    kind: str
    amount: int
    pause: int


steps = st.builds(
    Step,
    player=st.integers(0, _PLAYERS - 1),
    kind=st.sampled_from(["damage", "heal", "gain", "read", "save", "pack", "both"]),
    amount=st.integers(0, 130),
    pause=st.integers(0, 3),
)
schedules = st.lists(st.lists(steps, min_size=1, max_size=4), min_size=1, max_size=8)


# The value of what a call changed before and after, by what it is.
Result = dict[str, tuple[int, int]]


async def call(persistence: AsyncPersistenceLayer, player_id: UUID, step: Step) -> Result:
    """The call's own result; nothing for a read, and for a save that was refused because another was first."""
    match step.kind:
        case "damage":
            damage = await persistence.damage_player(player_id, step.amount)
            return {"health": (damage.before, damage.health)}
        case "heal":
            heal = await persistence.heal_player(player_id, step.amount)
            return {"health": (heal.before, heal.health)}
        case "gain":
            gain = await persistence.gain_experience(player_id, step.amount)
            return {"xp": (gain.before, gain.xp)}
        case "read":
            assert (await find(persistence, player_id)).id == player_id
            return {}
        case kind:
            with suppress(StaleDataError):
                return await save(persistence, player_id, kind, step.amount)
            return {}


async def find(persistence: AsyncPersistenceLayer, player_id: UUID) -> Player:
    found = await persistence.get_player_by_id(player_id)
    assert found is not None
    return found


async def save(persistence: AsyncPersistenceLayer, player_id: UUID, kind: str, amount: int) -> Result:
    """Saves the player in a room of that number, or a stack of that many coins, or both."""
    player, inventory = await find(persistence, player_id), await persistence.load_inventory(player_id)
    moved = replace(player, room_id=f"z/{amount}")
    coins = Item.new("coin", Place.with_player(player_id), quantity=amount + 1)
    packed = replace(inventory, items=(*inventory.items[-1:], coins))
    if kind == "save":
        saved = await persistence.save_player(moved)
        assert saved == replace(moved, version=player.version + 1)
        return {"version": (player.version, saved.version)}
    if kind == "pack":
        kept = await persistence.save_inventory(packed)
        assert set(kept.items) == set(packed.items)
        return {"inventory": (inventory.version, kept.version)}
    saved, kept = await persistence.save_player_with_inventory(moved, packed)
    assert saved == replace(moved, version=player.version + 1)
    assert set(kept.items) == set(packed.items)
    return {"version": (player.version, saved.version), "inventory": (inventory.version, kept.version)}


async def state(persistence: AsyncPersistenceLayer, player_id: UUID) -> Mapping[str, int]:
    return {
        "health": (await persistence.get_player_vitals(player_id)).health,
        "xp": (await persistence.get_player_experience(player_id)).xp,
        "version": (await find(persistence, player_id)).version,
        "inventory": (await persistence.load_inventory(player_id)).version,
    }


def expected(before: int, step: Step) -> int:
    """What the call comes to alone."""
    match step.kind:
        case "gain":
            return before + step.amount
        case "damage" | "heal":
            return max(0, min(100, before + (step.amount if step.kind == "heal" else -step.amount)))
        case _:
            return before + 1


async def run(persistence: AsyncPersistenceLayer, ids: Sequence[UUID], schedule: list[list[Step]]) -> None:
    start = {key: await state(persistence, key) for key in ids}
    seen: dict[tuple[UUID, str], list[tuple[int, int, Step]]] = {}

    async def caller(own: list[Step]) -> None:
        for step in own:
            for _ in range(step.pause):
                await asyncio.sleep(0)
            key = ids[step.player]
            for what, change in (await call(persistence, key, step)).items():
                seen.setdefault((key, what), []).append((*change, step))

    async with asyncio.TaskGroup() as group:
        for own in schedule:
            group.create_task(caller(own))

    for key in ids:
        for what, end in (await state(persistence, key)).items():
            assert_some_order(seen.get((key, what), []), start=start[key][what], end=end)


def assert_some_order(results: list[tuple[int, int, Step]], *, start: int, end: int) -> None:
    """Each result is what its call comes to alone, and together they are one path from the first value to the last.

    A path that uses every result once exists when no value is left more often than it is entered, but for the ends.
    """
    balance: dict[int, int] = {}
    for before, after, step in results:
        assert after == expected(before, step)
        balance[before] = balance.get(before, 0) + 1
        balance[after] = balance.get(after, 0) - 1
    balance[start] = balance.get(start, 0) - 1
    balance[end] = balance.get(end, 0) + 1
    assert not any(balance.values()), (results, start, end)


@pytest.mark.parametrize("worth_a_batch", [1, lane.WORTH_A_BATCH], ids=["several under way", "one under way"])
@given(schedule=schedules)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_batched_calls_come_to_what_single_calls_come_to(
    database_url: str, monkeypatch: pytest.MonkeyPatch, worth_a_batch: int, schedule: list[list[Step]]
) -> None:
    monkeypatch.setattr(lane, "WORTH_A_BATCH", worth_a_batch)

    async def example() -> None:
        async with await AsyncPersistenceLayer.open(database_url, pool_size=2) as persistence:
            account: Account | None = await persistence.get_account_by_username("ada")
            account = account or await persistence.create_account("ada", "hash")
            await persistence.save_item_prototypes([ItemPrototype("coin", "a coin", max_stack=1_000)])
            for old in await persistence.list_players(account.id):
                await persistence.delete_player(old.id)
            players = await persistence.save_players(
                [Player.new(user_id=account.id, name=f"P{number}", room_id="z/a") for number in range(_PLAYERS)]
            )
            await run(persistence, [player.id for player in players], schedule)

    asyncio.run(example())


async def outcome(persistence: AsyncPersistenceLayer, player_id: UUID, step: Step) -> object:
    """What a call of one statement gives, without what differs between two runs."""
    match step.kind:
        case "damage":
            damage = await persistence.damage_player(player_id, step.amount)
            return damage.before, damage.health
        case "heal":
            heal = await persistence.heal_player(player_id, step.amount)
            return heal.before, heal.health
        case "gain":
            gain = await persistence.gain_experience(player_id, step.amount)
            return gain.before, gain.xp
        case _:
            change = await persistence.update_player_xp(player_id, step.amount)
            return change.before, change.xp


single_steps = st.builds(
    Step,
    player=st.integers(0, _PLAYERS - 1),
    kind=st.sampled_from(["damage", "heal", "gain", "set"]),
    amount=st.integers(0, 130),
    pause=st.integers(0, 2),
)


@pytest.mark.parametrize("worth_a_batch", [1, lane.WORTH_A_BATCH], ids=["several under way", "one under way"])
@given(schedule=st.lists(single_steps, min_size=1, max_size=40), skipped=st.booleans())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_calls_at_the_same_time_give_what_the_same_calls_give_in_their_order_one_by_one(
    database_url: str,
    monkeypatch: pytest.MonkeyPatch,
    worth_a_batch: int,
    schedule: list[Step],
    skipped: bool,
) -> None:
    """The same schedule is executed twice, on two sets of players: all at once, and each call after the last has ended.

    `skipped`: another transaction has the players locked for a moment, so that batches leave their rows alone.
    """
    monkeypatch.setattr(lane, "WORTH_A_BATCH", worth_a_batch)

    async def batched(persistence: AsyncPersistenceLayer, ids: Sequence[UUID]) -> list[object]:
        calls = []
        async with asyncio.TaskGroup() as group:
            for step in schedule:
                calls.append(group.create_task(outcome(persistence, ids[step.player], step)))
                for _ in range(step.pause):
                    await asyncio.sleep(0)
        return [call.result() for call in calls]

    async def held(persistence: AsyncPersistenceLayer, ids: Sequence[UUID]) -> list[object]:
        locked = asyncio.Event()

        async def hold() -> None:
            async with persistence.transaction() as tx:
                for player_id in sorted(ids):
                    await tx.heal_player(player_id, 0)
                locked.set()
                await asyncio.sleep(0.005)

        async with asyncio.TaskGroup() as group:
            group.create_task(hold())
            await locked.wait()
            results = group.create_task(batched(persistence, ids))
        return results.result()

    async def example() -> None:
        async with await AsyncPersistenceLayer.open(database_url, pool_size=4) as persistence:
            account: Account | None = await persistence.get_account_by_username("ada")
            account = account or await persistence.create_account("ada", "hash")
            for old in await persistence.list_players(account.id):
                await persistence.delete_player(old.id)
            players = await persistence.save_players(
                [Player.new(user_id=account.id, name=f"P{number}", room_id="z/a") for number in range(2 * _PLAYERS)]
            )
            together, single = ([player.id for player in half] for half in (players[:_PLAYERS], players[_PLAYERS:]))

            results = await (held if skipped else batched)(persistence, together)

            assert results == [await outcome(persistence, single[step.player], step) for step in schedule]
            assert [await state(persistence, key) for key in together] == [
                await state(persistence, key) for key in single
            ]

    asyncio.run(example())


def test_the_check_finds_a_lost_update() -> None:
    step = Step(player=0, kind="damage", amount=10, pause=0)

    with pytest.raises(AssertionError):
        assert_some_order([(100, 90, step), (100, 90, step)], start=100, end=90)
