"""Items, the places where they are, and inventories."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Self
from uuid import UUID, uuid4

from persistence.errors import PersistenceError, ValidationError
from persistence.validation import check_integer, check_kind, check_room_id, check_text, check_uuid

LARGEST_STACK = 1_000_000
# So many items are checked and sent in some milliseconds, for which all other callers wait.
LARGEST_INVENTORY = 1_000
SLOT_LENGTH = 32
_ID_LENGTH = 64
_NAME_LENGTH = 200


@dataclass(frozen=True, slots=True)
class ItemPrototype:
    """What all items of a kind have in common.

    Attributes:
        max_stack: The largest quantity of one item.
        slot: Where a player wears or wields it, or None for what is only carried.
    """

    id: str
    name: str
    max_stack: int = 1
    slot: str | None = None

    def check(self) -> None:
        """Raises `ValidationError` for the first attribute that breaks a rule."""
        check_text("id", self.id, _ID_LENGTH)
        check_text("name", self.name, _NAME_LENGTH)
        check_integer("max_stack", self.max_stack, smallest=1, largest=LARGEST_STACK)
        if self.slot is not None:
            check_text("slot", self.slot, SLOT_LENGTH)


class PlaceKind(StrEnum):
    """What an item can be in. The values are the columns of the table."""

    PLAYER = "player_id"
    CONTAINER = "container_id"
    ROOM = "room_id"


@dataclass(frozen=True, slots=True)
class Place:
    """Where an item is: with a player, in a container, or on the ground of a room."""

    kind: PlaceKind
    key: UUID | str

    @classmethod
    def with_player(cls, player_id: UUID) -> Self:
        """In a player's inventory."""
        return cls(PlaceKind.PLAYER, player_id)

    @classmethod
    def in_container(cls, container_id: UUID) -> Self:
        """Inside a container."""
        return cls(PlaceKind.CONTAINER, container_id)

    @classmethod
    def in_room(cls, room_id: str) -> Self:
        """On the ground of a room."""
        return cls(PlaceKind.ROOM, room_id)

    def check(self, field: str) -> None:
        """Raises `ValidationError` when the key is not of the kind."""
        check_kind(field, self.kind, PlaceKind)
        if self.kind is PlaceKind.ROOM:
            check_room_id(field, self.key)
        else:
            check_uuid(field, self.key)

    def __str__(self) -> str:
        return f"{self.kind.removesuffix('_id')} {self.key}"


@dataclass(frozen=True, slots=True)
class Item:
    """A thing, or a stack of things of one kind.

    Attributes:
        slot: Where the player who has it wears it, or None.
    """

    id: UUID
    prototype_id: str
    quantity: int
    place: Place
    slot: str | None = None

    @classmethod
    def new(cls, prototype_id: str, place: Place, *, quantity: int = 1, slot: str | None = None) -> Self:
        """An item that is not yet created, with an id of its own."""
        return cls(uuid4(), prototype_id, quantity, place, slot)

    def check(self) -> None:
        """Raises `ValidationError` for the first attribute that breaks a rule."""
        check_uuid("id", self.id)
        check_text("prototype_id", self.prototype_id, _ID_LENGTH)
        check_integer("quantity", self.quantity, smallest=1, largest=LARGEST_STACK)
        check_kind("place", self.place, Place)
        self.place.check("place")
        if self.slot is not None:
            check_text("slot", self.slot, SLOT_LENGTH)
            if self.place.kind is not PlaceKind.PLAYER:
                raise ValidationError("slot", "be None except with a player")


@dataclass(frozen=True, slots=True)
class Inventory:
    """All that a player carries and wears.

    Attributes:
        items: By id. Worn items count for the capacity too.
        capacity: How many items (stacks) fit.
        version: Counts every change, also by the movement of one item. A save compares it.
    """

    player_id: UUID
    items: tuple[Item, ...]
    capacity: int
    version: int

    def problems(self, prototypes: Mapping[str, ItemPrototype]) -> list[str]:
        """What is wrong with it as a whole, in words; nothing when it can be saved."""
        found = []
        if len(self.items) > self.capacity:
            found.append(f"{len(self.items)} items are more than the capacity of {self.capacity}")
        found += self.contradictions()
        for item in self.items:
            found += self._problems_of(item, prototypes.get(item.prototype_id))
        return found

    def contradictions(self) -> list[str]:
        """Those of its problems that show without any knowledge of prototypes and capacity."""
        found = []
        if len({item.id for item in self.items}) < len(self.items):
            found.append("an item occurs twice")
        slots = [item.slot for item in self.items if item.slot is not None]
        found += [f"slot {slot} is used twice" for slot in sorted({slot for slot in slots if slots.count(slot) > 1})]
        here = Place.with_player(self.player_id)
        found += [f"item {item.id} is not with the player: {item.place}" for item in self.items if item.place != here]
        return found

    def _problems_of(self, item: Item, prototype: ItemPrototype | None) -> list[str]:
        if prototype is None:
            return [f"item {item.id} has the unknown prototype {item.prototype_id!r}"]
        found = []
        if item.quantity > prototype.max_stack:
            found.append(f"item {item.id} is a stack of {item.quantity}, more than {prototype.max_stack}")
        if item.slot is not None and item.slot != prototype.slot:
            found.append(f"item {item.id} does not fit slot {item.slot}")
        return found


class InventoryError(PersistenceError):
    """The inventory cannot be so. Nothing was changed.

    Attributes:
        problems: All that is wrong, in words.
    """

    def __init__(self, problems: list[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


class CapacityError(PersistenceError):
    """The place is full. Nothing was changed.

    Attributes:
        place: The place.
        capacity: How many items it holds.
    """

    def __init__(self, place: Place, capacity: int) -> None:
        super().__init__(f"{place} is full: it holds {capacity}")
        self.place = place
        self.capacity = capacity


class NotEmptyError(PersistenceError):
    """The container still has something in it. Nothing was changed."""

    def __init__(self, container_id: UUID) -> None:
        super().__init__(f"container {container_id} is not empty")
        self.container_id = container_id
