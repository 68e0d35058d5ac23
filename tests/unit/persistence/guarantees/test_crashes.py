"""What was acknowledged is there after the server, or the process that wrote it, has died."""

import asyncio
import itertools
import random
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import column, select, table

from persistence import errors
from persistence.accounts.models import Account
from persistence.database import Database
from persistence.errors import OutcomeUnknownError, PersistenceError, UnavailableError
from persistence.inventory.models import Inventory, Item, ItemPrototype, Place
from persistence.layer import AsyncPersistenceLayer
from persistence.players.models import Player
from persistence.schema.migrate import upgrade
from tests.unit.persistence.mortal_server import MortalServer

_KILLS = 20
_WORKERS = 8


@pytest.fixture(scope="module")
def server() -> Iterator[MortalServer]:
    with MortalServer.running() as running:
        asyncio.run(upgrade(running.url))
        yield running


async def usernames(url: str) -> set[str]:
    database = Database.open(url, pool_size=1, call_timeout_s=30)
    try:
        return {row.username for row in await database.read(select(column("username")).select_from(table("accounts")))}
    finally:
        await database.close()


class Load:
    """Workers who write without pause, and a ledger of what they were told.

    Attributes:
        kept: Names that were acknowledged.
        refused: Names whose error says that nothing was changed.
        gained: How many changes of a counter were acknowledged, and `unknown` how many may have happened.
        saved: The players with an inventory, one of each worker, as they were acknowledged last.
    """

    def __init__(self, persistence: AsyncPersistenceLayer, player: Player, owned: list[Player]) -> None:
        self._persistence = persistence
        self._player = player
        self.saved = owned
        self.kept: list[str] = []
        self.refused: list[str] = []
        self.gained = 0
        self.unknown = 0
        self.errors: Counter[type[Exception]] = Counter()
        self.stopping = False

    async def work(self, worker: int) -> None:
        for number in itertools.count():
            if self.stopping:
                return
            try:
                if number % 4 == 3:
                    await self._save(worker)
                else:
                    await self._write(f"{worker} {number}", number % 4)
            except Exception as error:
                self.errors[type(error)] += 1
                await asyncio.sleep(0.02)

    async def _save(self, worker: int) -> None:
        """Saves the worker's own player with its coins, both with the number of the new version."""
        player = await self._persistence.get_player_by_id(self.saved[worker].id)
        inventory = await self._persistence.load_inventory(self.saved[worker].id)
        assert player is not None
        number = player.version + 1
        self.saved[worker], _ = await self._persistence.save_player_with_inventory(
            replace(player, room_id=f"z/{number}"),
            replace(inventory, items=tuple(replace(item, quantity=number) for item in inventory.items)),
        )

    async def _write(self, name: str, kind: int) -> None:
        try:
            if kind == 0:
                await self._persistence.gain_experience(self._player.id, 1)
                self.gained += 1
            elif kind == 1:
                await self._persistence.create_account(name, "hash")
                self.kept.append(name)
            else:
                async with self._persistence.transaction() as tx:
                    await tx.create_account(name, "hash")
                self.kept.append(name)
        except OutcomeUnknownError:
            self.unknown += kind == 0
            raise
        except PersistenceError:
            self.refused.append(name)
            raise


@pytest.mark.asyncio
async def test_without_a_server_calls_say_so_and_with_it_they_go_on(server: MortalServer) -> None:
    async with await AsyncPersistenceLayer.open(server.url) as persistence:
        await asyncio.to_thread(server.stop)

        for _ in range(3):
            with pytest.raises(UnavailableError, match="cannot be reached"):
                await persistence.ping()
        with pytest.raises(UnavailableError) as refused:
            await persistence.create_account("ada", "hash")
        assert type(refused.value) is UnavailableError
        with pytest.raises(UnavailableError):
            await AsyncPersistenceLayer.open(server.url)

        await asyncio.to_thread(server.start)
        await persistence.ping()
        assert await persistence.get_account_by_username("ada") is None


async def owners(persistence: AsyncPersistenceLayer, account: Account) -> list[Player]:
    """A new player with a coin for each worker."""
    await persistence.save_item_prototypes([ItemPrototype("coin", "a coin", max_stack=1_000_000)])
    players = [Player.new(user_id=account.id, name=f"Owner {worker}", room_id="z/1") for worker in range(_WORKERS)]
    wholes = [
        persistence.save_player_with_inventory(
            player, Inventory(player.id, (Item.new("coin", Place.with_player(player.id)),), capacity=20, version=0)
        )
        for player in players
    ]
    return [player for player, _ in await asyncio.gather(*wholes)]


@pytest.mark.asyncio
async def test_every_acknowledged_write_survives_twenty_kills_of_the_server(server: MortalServer) -> None:
    async with await AsyncPersistenceLayer.open(server.url, pool_size=5, call_timeout_s=2) as persistence:
        account = await persistence.create_account("hero", "hash")
        hero = await persistence.save_player(Player.new(user_id=account.id, name="Hero", room_id="z/a"))
        load = Load(persistence, hero, await owners(persistence, account))
        async with asyncio.TaskGroup() as group:
            for worker in range(_WORKERS):
                group.create_task(load.work(worker))
            for _ in range(_KILLS):
                before = len(load.kept)
                async with asyncio.timeout(20):
                    while len(load.kept) < before + 20:  # noqa: ASYNC110 - recovery: the same layer writes again
                        await asyncio.sleep(0.01)
                await asyncio.to_thread(server.kill)
                await asyncio.to_thread(server.start)
            load.stopping = True

        xp = (await persistence.get_player_experience(hero.id)).xp
        for acknowledged in load.saved:
            player = await persistence.get_player_by_id(acknowledged.id)
            [coin] = (await persistence.load_inventory(acknowledged.id)).items
            assert player is not None
            assert player.version >= acknowledged.version > 1
            assert (player.room_id, coin.quantity) == (f"z/{player.version}", player.version)

    found = await usernames(server.url)
    assert len(load.kept) >= _KILLS * 20
    assert set(load.kept) <= found
    assert found.isdisjoint(load.refused)
    assert load.gained <= xp <= load.gained + load.unknown
    assert load.errors
    assert all(issubclass(kind, UnavailableError | errors.TimeoutError) for kind in load.errors), load.errors


@pytest.mark.asyncio
async def test_every_acknowledged_write_survives_twenty_kills_of_the_writing_process(server: MortalServer) -> None:
    chance = random.Random(3)
    kept: set[str] = set()

    for life in range(_KILLS):
        command = [sys.executable, "-m", "tests.unit.persistence.guarantees.ledger_writer", server.url, f"life {life}"]
        process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
        assert process.stdout is not None
        first = await process.stdout.readline()
        await asyncio.sleep(chance.uniform(0, 0.2))
        process.kill()
        lines = (first + await process.stdout.read()).decode().split("\n")
        await process.wait()
        kept.update(lines[:-1])

    assert len(kept) >= _KILLS
    assert kept <= await usernames(server.url)
