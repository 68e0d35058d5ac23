"""Creating characters, listing them and entering the world as one of them."""

from uuid import UUID

from persistence.errors import DuplicateError
from persistence.layer import AsyncPersistenceLayer
from persistence.players.models import Player
from server.game.errors import RuleBrokenError
from server.game.names import character_name
from server.services.characters.models import Character

MOST_CHARACTERS = 10


class NameTakenError(Exception):
    """A living character has this name already, or one that reads the same; choose another."""


class TooManyCharactersError(Exception):
    """The account has as many characters as one account may have."""


class UnknownCharacterError(Exception):
    """The account has no character of this name or id."""


class CharacterService:
    """The characters of accounts; new ones start in `start_room`."""

    def __init__(self, persistence: AsyncPersistenceLayer, *, start_room: str) -> None:
        self._persistence = persistence
        self._start_room = start_room

    async def list_for(self, account_id: UUID) -> list[Character]:
        """All characters of the account, by name."""
        players = await self._persistence.list_players(account_id)
        return sorted(map(Character.of, players), key=lambda character: character.name)

    async def create(self, account_id: UUID, raw_name: str) -> Character:
        """Creates a character in the start room.

        Raises:
            RuleBrokenError: The name breaks a rule; nothing was created.
            NameTakenError: Nothing was created.
            TooManyCharactersError: Nothing was created. Two requests at once may pass the limit together: it is there
                against floods.
        """
        name = character_name(raw_name)
        if len(await self._persistence.list_players(account_id)) >= MOST_CHARACTERS:
            raise TooManyCharactersError
        player = Player.new(user_id=account_id, name=name, room_id=self._start_room)
        try:
            return Character.of(await self._persistence.save_player(player))
        except DuplicateError as error:
            raise NameTakenError(name) from error

    async def find(self, account_id: UUID, name_or_id: str) -> Character:
        """The account's character of this name or id.

        Raises:
            UnknownCharacterError: There is none, or it belongs to somebody else.
        """
        player = await self._find(name_or_id)
        if player is None or player.user_id != account_id:
            raise UnknownCharacterError(name_or_id)
        return Character.of(player)

    async def enter(self, character_id: UUID) -> Character:
        """The character as it is now, marked as active.

        A character whose room is no longer part of the world finds itself in the start room.

        Raises:
            UnknownCharacterError: It was deleted.
        """
        player = await self._persistence.get_player_by_id(character_id)
        if player is None:
            raise UnknownCharacterError(str(character_id))
        if await self._persistence.get_room_by_id(player.room_id) is None:
            player = await self._persistence.move_player(player.id, self._start_room)
        await self._persistence.update_player_last_active(player.id)
        return Character.of(player)

    async def _find(self, name_or_id: str) -> Player | None:
        try:
            return await self._persistence.get_player_by_id(UUID(name_or_id))
        except ValueError:
            pass
        try:
            name = character_name(name_or_id)
        except RuleBrokenError:
            return None
        return await self._persistence.get_player_by_name(name)
