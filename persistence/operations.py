"""All methods of the layer, the same inside a transaction and outside."""

from persistence.accounts.operations import AccountOperations
from persistence.accounts.repository import AccountRepository
from persistence.executor import Executor
from persistence.players.operations import PlayerOperations
from persistence.players.repository import PlayerRepository
from persistence.rooms.operations import RoomOperations
from persistence.rooms.repository import RoomRepository


class Operations(AccountOperations, PlayerOperations, RoomOperations):
    """The methods of every domain; each is one line that delegates to the domain's repository.

    Beside the errors that a method names, every one raises `UnavailableError`, `TimeoutError` or, when it writes,
    `OutcomeUnknownError`.
    """

    def __init__(self, executor: Executor) -> None:
        self._accounts = AccountRepository(executor)
        self._players = PlayerRepository(executor)
        self._rooms = RoomRepository(executor)
