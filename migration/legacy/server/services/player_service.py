"""Create, find and remove players."""

from dataclasses import replace
from datetime import UTC, datetime

from server.models import Player
from server.persistence import PersistenceLayer


class NoSuchPlayerError(Exception):
    """There is no player of this `name`."""

    def __init__(self, name: str) -> None:
        super().__init__(f"there is no player {name!r}")
        self.name = name


class PlayerService:
    """What the API and the commands ask about players."""

    def __init__(self, persistence: PersistenceLayer) -> None:
        self._persistence = persistence

    def create_player(self, name: str) -> Player:
        """A new player in the first room; raises `DuplicateNameError`."""
        player = Player.new(name)
        self._persistence.save_player(player)
        return player

    def get_player(self, name: str) -> Player:
        """The player of this name; raises `NoSuchPlayerError`."""
        player = self._persistence.get_player_by_name(name)
        if player is None:
            raise NoSuchPlayerError(name)
        return player

    def names(self) -> list[str]:
        """The names of all players, sorted."""
        return [player.name for player in self._persistence.list_players()]

    def is_taken(self, name: str) -> bool:
        """Whether a player has this name already."""
        return self._persistence.get_player_by_name(name) is not None

    def touch(self, name: str) -> Player:
        """Note that the player is active now and return it so; raises `NoSuchPlayerError`."""
        player = replace(self.get_player(name), last_active=datetime.now(UTC))
        self._persistence.update_player_last_active(player.id, player.last_active)
        return player

    def delete_player(self, name: str) -> None:
        """Remove the player; raises `NoSuchPlayerError`."""
        if not self._persistence.delete_player(self.get_player(name).id):
            raise NoSuchPlayerError(name)
