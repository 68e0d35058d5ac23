"""The data that all peers work on."""

import random
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import TypedDict
from uuid import UUID

import asyncpg
from asyncpg.pgproto import pgproto
from sqlalchemy import make_url

PLAYERS_IN_ROOM = 10
ITEMS_OF_PLAYER = 10
# Every peer saves players of its own, as whole saves count versions: one for each caller, or all of them as a batch.
PLAYERS_OF_PEER = 1_000
PEERS_THAT_SAVE = 5
CALLERS_AT_MOST = 512
# Of an item; each save of an inventory gives all of its items another quantity.
LARGEST_QUANTITY = 1_000
# Every peer has as many connections; the layer has four more for its batches.
POOL_SIZE = 10

_ACCOUNT = UUID(int=1)
# Ids end in twelve decimal digits, so that pgbench can write one, too.
FIRST_ID = 100_000_000_000
ID_PREFIX = "00000010-0000-0000-0000-"


@dataclass(frozen=True)
class Dataset:
    """How much there is; ids and names follow from numbers.

    Attributes:
        players: How many players.
        share: Which of the peers' shares of the players is saved, from 0.
    """

    players: int
    share: int = 0

    @property
    def rooms(self) -> int:
        """How many rooms the players are in."""
        return self.players // PLAYERS_IN_ROOM

    def player_id(self, number: int) -> UUID:
        """The id of a player."""
        return UUID(f"{ID_PREFIX}{FIRST_ID + number}")

    @cached_property
    def _player_ids(self) -> list[UUID]:
        """All ids, made once: a game has them at hand, from rows that it read, as the driver's own kind of UUID."""
        return [pgproto.UUID(self.player_id(number).bytes) for number in range(self.players)]

    def any_player(self, chance: random.Random) -> UUID:
        """One of all players."""
        return self._player_ids[int(chance.random() * self.players)]

    def any_room(self, chance: random.Random) -> str:
        """One of all rooms."""
        return self.room_id(int(chance.random() * self.rooms))

    def new_room(self, chance: random.Random) -> str:
        """A room in which nobody is: who is saved there has changed, also by an ORM that compares."""
        return f"bench/far-{chance.getrandbits(60)}"

    def own_player(self, caller: int) -> int:
        """The number of a player that no other caller and no other peer saves."""
        return self.share * PLAYERS_OF_PEER + caller

    def own_players(self) -> list[UUID]:
        """The ids of all players that this peer saves."""
        return [self.player_id(self.own_player(number)) for number in range(PLAYERS_OF_PEER)]

    def item_ids(self, number: int) -> list[UUID]:
        """The ids of a player's items."""
        return [UUID(int=(2 << 100) + number * ITEMS_OF_PLAYER + item) for item in range(ITEMS_OF_PLAYER)]

    def room_id(self, number: int) -> str:
        """The id of a room."""
        return f"bench/{number % self.rooms}"


async def connect(url: str) -> asyncpg.Connection:
    """A connection of the driver's own."""
    return await asyncpg.connect(**connect_arguments(url))


class Address(TypedDict):
    """What the driver needs to know of an address."""

    host: str
    user: str
    database: str


def connect_arguments(url: str) -> Address:
    """The parts of an address with a Unix socket."""
    parsed = make_url(url)
    return {"host": str(parsed.query["host"]), "user": parsed.username or "", "database": parsed.database or ""}


async def fill(url: str, dataset: Dataset) -> None:
    """Writes the data into an empty database with the schema."""
    now = datetime.now(UTC)
    numbers = range(dataset.players)
    connection = await connect(url)
    try:
        await connection.execute("INSERT INTO accounts VALUES ($1, 'bench', 'bench', 'hash', now())", _ACCOUNT)
        await connection.execute("INSERT INTO item_prototypes VALUES ('coin', 'a coin', 1000, NULL)")
        await connection.copy_records_to_table(
            "players",
            columns=["id", "user_id", "name", "name_key", "room_id", "created_at", "last_active", "version"],
            records=[
                (dataset.player_id(n), _ACCOUNT, f"p{n}", f"p{n}", dataset.room_id(n), now, now, 1) for n in numbers
            ],
        )
        with_items = (
            share * PLAYERS_OF_PEER + caller for share in range(PEERS_THAT_SAVE) for caller in range(CALLERS_AT_MOST)
        )
        await connection.copy_records_to_table(
            "items",
            columns=["id", "prototype_id", "quantity", "player_id"],
            records=[
                (item_id, "coin", 1, dataset.player_id(n))
                for n in with_items
                if n < dataset.players
                for item_id in dataset.item_ids(n)
            ],
        )
        await connection.execute("UPDATE players SET max_health = 1000000000, health = 1000000000")
        await connection.execute("VACUUM (FULL, ANALYZE) players")
        # As the server does by itself where it is not told to keep still.
        await connection.execute("VACUUM (ANALYZE) items")
        await _age(connection)
        await connection.execute("CHECKPOINT")
    finally:
        await connection.close()


async def _age(connection: asyncpg.Connection) -> None:
    """Leaves room on every page, as in a table that is in use, so that the first peer has no harder time."""
    for part in range(4):
        await connection.execute("UPDATE players SET health = health WHERE abs(hashtext(id::text)) % 4 = $1", part)
        await connection.execute("VACUUM players")
