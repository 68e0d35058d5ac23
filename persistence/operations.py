"""All methods of the layer, the same inside a transaction and outside."""

from persistence.accounts.operations import AccountOperations
from persistence.accounts.repository import AccountRepository
from persistence.containers.operations import ContainerOperations
from persistence.containers.repository import ContainerRepository
from persistence.executor import Executor
from persistence.experience.operations import ExperienceOperations
from persistence.experience.repository import ExperienceRepository
from persistence.health.operations import HealthOperations
from persistence.health.repository import HealthRepository
from persistence.idempotency.once import OperationRepository
from persistence.idempotency.operations import IdempotencyOperations
from persistence.inventory.inventory_repository import InventoryRepository
from persistence.inventory.item_repository import ItemRepository
from persistence.inventory.operations import InventoryOperations
from persistence.players.operations import PlayerOperations
from persistence.players.repository import PlayerRepository
from persistence.professions.operations import ProfessionOperations
from persistence.professions.repository import ProfessionRepository
from persistence.rooms.operations import RoomOperations
from persistence.rooms.repository import RoomRepository


class Operations(
    AccountOperations,
    ContainerOperations,
    ExperienceOperations,
    HealthOperations,
    IdempotencyOperations,
    InventoryOperations,
    PlayerOperations,
    ProfessionOperations,
    RoomOperations,
):
    """The methods of every domain; each is one line that delegates to the domain's repository.

    Beside the errors that a method names, every one raises `UnavailableError`, `TimeoutError` or, when it writes,
    `OutcomeUnknownError`.
    """

    def __init__(self, executor: Executor) -> None:
        self._accounts = AccountRepository(executor)
        self._containers = ContainerRepository(executor)
        self._experience = ExperienceRepository(executor)
        self._health = HealthRepository(executor)
        self._inventories = InventoryRepository(executor)
        self._items = ItemRepository(executor)
        self._operations = OperationRepository(executor)
        self._players = PlayerRepository(executor)
        self._professions = ProfessionRepository(executor)
        self._rooms = RoomRepository(executor)
