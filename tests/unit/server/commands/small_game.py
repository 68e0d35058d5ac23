"""A small world on a real database, and characters in it who note what they are told."""

from contextlib import AsyncExitStack
from typing import Any

from persistence.layer import AsyncPersistenceLayer
from persistence.players.models import Player
from persistence.rooms.models import Room
from server.commands.interpreter import Interpreter
from server.commands.table import COMMANDS
from server.realtime.hub import Hub
from server.services.characters import Character
from server.services.movement import MovementService
from server.services.rooms import RoomService
from tests.support.game.ear import Ear

QUAY, MARKET, CELLAR = "town/quay", "town/market", "town/cellar"
ROOMS = [
    Room(QUAY, "town", "The Quay", "Boats.", {"north": MARKET}),
    Room(MARKET, "town", "The Market", "Stalls.", {"south": QUAY, "down": CELLAR}),
    Room(CELLAR, "town", "The Cellar", "Barrels. No stairs up."),
]


class Actor:
    """A character who types."""

    def __init__(self, character: Character, ear: Ear, interpreter: Interpreter) -> None:
        self.id = character.id
        self._character = character
        self._ear = ear
        self._interpreter = interpreter
        self.stays = True

    async def type(self, line: str) -> list[dict[str, Any]]:
        """Types a line; what the character is told until it is done, without what came before."""
        self._ear.heard.clear()
        self.stays = await self._interpreter.run(self._character, line)
        return self.hears()

    def hears(self) -> list[dict[str, Any]]:
        """What the character has been told since this was last asked."""
        heard, self._ear.heard = self._ear.heard, []
        return heard


class SmallGame:
    """Three rooms, and whoever a test puts there."""

    def __init__(self, persistence: AsyncPersistenceLayer, stack: AsyncExitStack) -> None:
        self.persistence = persistence
        self.hub = Hub()
        rooms = RoomService(persistence)
        self._interpreter = Interpreter(COMMANDS, self.hub, rooms, MovementService(persistence, rooms))
        self._stack = stack

    async def put(self, name: str, room_id: str = QUAY) -> Actor:
        """A character who is in the world, in this room."""
        account = await self.persistence.create_account(name.lower(), "hash")
        player = await self.persistence.save_player(Player.new(user_id=account.id, name=name, room_id=room_id))
        character, ear = Character(player.id, player.name, player.room_id), Ear()
        self.hub.enter(await self._stack.enter_async_context(self.hub.seat(character, ear)), room_id)
        return Actor(character, ear, self._interpreter)

    async def saved_room(self, actor: Actor) -> str:
        """Where the database has the character."""
        player = await self.persistence.get_player_by_id(actor.id)
        assert player is not None
        return player.room_id
