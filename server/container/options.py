"""What the parts have to be told."""

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from server.world import WORLD_FOLDER


@dataclass(frozen=True, slots=True)
class ContainerOptions:
    """What can be chosen about an `ApplicationContainer`.

    Attributes:
        database_url: "postgresql+asyncpg://…", of a database whose schema is up to date.
        token_secret: At least 32 bytes; whoever knows it can act in anybody's name.
        token_lifetime: How long a log-in is good for.
        world_folder: The data files of the world.
        pool_size: Database connections at most.
        password_workers: Passwords hashed at a time.
        hello_timeout_s: How long a WebSocket may stay silent at first.
    """

    database_url: str = field(repr=False)
    token_secret: str = field(repr=False)
    token_lifetime: timedelta = timedelta(hours=12)
    world_folder: Path = WORLD_FOLDER
    pool_size: int = 10
    password_workers: int = 1
    hello_timeout_s: float = 10.0
