"""Whatever the schedule, batches come to what the same calls come to one by one."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from persistence.accounts.models import Account
from persistence.batching import lane
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
    kind=st.sampled_from(["damage", "heal", "gain", "read"]),
    amount=st.integers(0, 130),
    pause=st.integers(0, 3),
)
schedules = st.lists(st.lists(steps, min_size=1, max_size=4), min_size=1, max_size=8)


async def call(persistence: AsyncPersistenceLayer, player_id: UUID, step: Step) -> tuple[int, int] | None:
    """The call's own result: the value before and after."""
    if step.kind == "damage":
        damage = await persistence.damage_player(player_id, step.amount)
        return damage.before, damage.health
    if step.kind == "heal":
        heal = await persistence.heal_player(player_id, step.amount)
        return heal.before, heal.health
    if step.kind == "gain":
        gain = await persistence.gain_experience(player_id, step.amount)
        return gain.before, gain.xp
    found = await persistence.get_player_by_id(player_id)
    assert found is not None
    assert found.id == player_id
    return None


def expected(before: int, step: Step) -> int:
    """What the call comes to alone."""
    if step.kind == "gain":
        return before + step.amount
    return max(0, min(100, before + (step.amount if step.kind == "heal" else -step.amount)))


async def run(persistence: AsyncPersistenceLayer, ids: Sequence[UUID], schedule: list[list[Step]]) -> None:
    seen: dict[tuple[int, bool], list[tuple[int, int, Step, int]]] = {}

    async def caller(number: int, own: list[Step]) -> None:
        for step in own:
            for _ in range(step.pause):
                await asyncio.sleep(0)
            result = await call(persistence, ids[step.player], step)
            if result is not None:
                seen.setdefault((step.player, step.kind == "gain"), []).append((*result, step, number))

    async with asyncio.TaskGroup() as group:
        for number, own in enumerate(schedule):
            group.create_task(caller(number, own))

    for (player, is_xp), results in seen.items():
        state = (await persistence.get_player_experience(ids[player])).xp if is_xp else None
        if state is None:
            state = (await persistence.get_player_vitals(ids[player])).health
        assert_some_order(results, start=0 if is_xp else 100, end=state)


def assert_some_order(results: list[tuple[int, int, Step, int]], *, start: int, end: int) -> None:
    """Each result is what its call comes to alone, and together they are one path from the first value to the last.

    A path that uses every result once exists when no value is left more often than it is entered, but for the ends.
    """
    balance: dict[int, int] = {}
    for before, after, step, _ in results:
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
            for old in await persistence.list_players(account.id):
                await persistence.delete_player(old.id)
            players = await persistence.save_players(
                [Player.new(user_id=account.id, name=f"P{number}", room_id="z/a") for number in range(_PLAYERS)]
            )
            await run(persistence, [player.id for player in players], schedule)

    asyncio.run(example())


def test_the_check_finds_a_lost_update() -> None:
    step = Step(player=0, kind="damage", amount=10, pause=0)

    with pytest.raises(AssertionError):
        assert_some_order([(100, 90, step, 0), (100, 90, step, 1)], start=100, end=90)
