"""The server's parts and how they depend on each other."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Self

from persistence.layer import AsyncPersistenceLayer
from persistence.rooms.models import Room
from server.commands.interpreter import Interpreter
from server.commands.table import COMMANDS
from server.container.options import ContainerOptions
from server.realtime.hub import Hub
from server.realtime.sessions import Sessions
from server.services.accounts import AccountService
from server.services.characters import CharacterService
from server.services.health import HealthService
from server.services.movement import MovementService
from server.services.passwords import PasswordHashing
from server.services.rooms import RoomService
from server.services.tokens import TokenSigner
from server.services.world import LoadedRooms, WorldService
from server.world import World, load_world


@dataclass(frozen=True, slots=True)
class ApplicationContainer:
    """Everything that serves: each part built once, with all that it needs handed to it."""

    persistence: AsyncPersistenceLayer
    accounts: AccountService
    characters: CharacterService
    rooms: RoomService
    movement: MovementService
    health: HealthService
    hub: Hub
    interpreter: Interpreter
    sessions: Sessions
    loaded_rooms: LoadedRooms

    @classmethod
    @asynccontextmanager
    async def open(cls, options: ContainerOptions) -> AsyncIterator[Self]:
        """Opens what has to be opened, brings the world into the database, and closes everything at the end.

        What was opened is closed also when a later part fails.

        Raises:
            WorldError: The world's files are broken; the database was not touched.
            UnavailableError: The database cannot be reached.
        """
        async with AsyncExitStack() as stack:
            world = await asyncio.to_thread(load_world, options.world_folder)
            passwords = stack.enter_context(PasswordHashing(workers=options.password_workers))
            persistence = await AsyncPersistenceLayer.open(options.database_url, pool_size=options.pool_size)
            stack.push_async_callback(persistence.close)
            loaded_rooms = await WorldService(persistence).load(_rooms(world))
            yield cls._assemble(options, persistence, passwords, world, loaded_rooms)

    @classmethod
    def _assemble(
        cls,
        options: ContainerOptions,
        persistence: AsyncPersistenceLayer,
        passwords: PasswordHashing,
        world: World,
        loaded_rooms: LoadedRooms,
    ) -> Self:
        tokens = TokenSigner(options.token_secret, lifetime=options.token_lifetime)
        accounts = AccountService(persistence, passwords, tokens)
        characters = CharacterService(persistence, start_room=world.start_room)
        rooms = RoomService(persistence)
        movement = MovementService(persistence, rooms)
        hub = Hub()
        interpreter = Interpreter(COMMANDS, hub, rooms, movement)
        return cls(
            persistence=persistence,
            accounts=accounts,
            characters=characters,
            rooms=rooms,
            movement=movement,
            health=HealthService(persistence),
            hub=hub,
            interpreter=interpreter,
            sessions=Sessions(accounts, characters, interpreter, hub, hello_timeout_s=options.hello_timeout_s),
            loaded_rooms=loaded_rooms,
        )


def _rooms(world: World) -> list[Room]:
    return [
        Room(id=room.id, zone=room.zone, name=room.name, description=room.description, exits=dict(room.exits))
        for room in world.rooms.values()
    ]
