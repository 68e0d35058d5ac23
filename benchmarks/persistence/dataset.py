"""The data that all peers work on."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypedDict
from uuid import UUID

import asyncpg
from sqlalchemy import make_url

PLAYERS_IN_ROOM = 10
ITEMS_OF_PLAYER = 10
# As many players as there are callers at most have an inventory, so that each caller saves one of its own.
PLAYERS_WITH_ITEMS = 512

_ACCOUNT = UUID(int=1)


@dataclass(frozen=True)
class Dataset:
    """How much there is; ids and names follow from numbers.

    Attributes:
        players: How many players.
    """

    players: int

    @property
    def rooms(self) -> int:
        """How many rooms the players are in."""
        return self.players // PLAYERS_IN_ROOM

    def player_id(self, number: int) -> UUID:
        """The id of a player."""
        return UUID(int=(1 << 100) + number)

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
        await connection.copy_records_to_table(
            "items",
            columns=["id", "prototype_id", "quantity", "player_id"],
            records=[
                (item_id, "coin", 1, dataset.player_id(n))
                for n in range(min(PLAYERS_WITH_ITEMS, dataset.players))
                for item_id in dataset.item_ids(n)
            ],
        )
        await connection.execute("UPDATE players SET max_health = 1000000000, health = 1000000000")
        await connection.execute("VACUUM (FULL, ANALYZE) players")
    finally:
        await connection.close()
