"""Containers."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Self
from uuid import UUID, uuid4

from persistence.errors import ValidationError
from persistence.validation import (
    check_integer,
    check_kind,
    check_kinds,
    check_room_id,
    check_text,
    check_time,
    check_uuid,
    check_version,
)

LARGEST_CAPACITY = 1_000
_ROLE_LENGTH = 64
_MOST_ROLES = 32


class ContainerKind(StrEnum):
    """What sort of container it is."""

    ENVIRONMENT = "environment"
    EQUIPMENT = "equipment"
    CORPSE = "corpse"


class LockState(StrEnum):
    """Whether it opens."""

    UNLOCKED = "unlocked"
    LOCKED = "locked"
    SEALED = "sealed"


@dataclass(frozen=True, slots=True)
class Container:
    """Something that holds items; which ones, `list_items(Place.in_container(id))` tells.

    Attributes:
        room_id: The room it stands in, or None.
        entity_id: The player or other being that carries it, or None. One of the two is given.
        capacity: How many items (stacks) it holds, 1 to 1,000.
        allowed_roles: Who may open it; nobody is kept out when it is empty. What they mean is a rule of the game.
        decays_at: When it falls apart, or None.
        version: Counts the updates, from 1. An update compares it, so that no change is overwritten unseen.
    """

    id: UUID
    kind: ContainerKind
    room_id: str | None
    entity_id: UUID | None
    capacity: int
    lock_state: LockState = LockState.UNLOCKED
    allowed_roles: tuple[str, ...] = ()
    decays_at: datetime | None = None
    version: int = 0

    @classmethod
    def new(
        cls, kind: ContainerKind, *, capacity: int, room_id: str | None = None, entity_id: UUID | None = None
    ) -> Self:
        """A container that is not yet created, with an id of its own: open to all, and lasting."""
        return cls(uuid4(), kind, room_id, entity_id, capacity)

    def check(self) -> None:
        """Raises `ValidationError` for the first attribute that breaks a rule."""
        check_uuid("id", self.id)
        check_kind("kind", self.kind, ContainerKind)
        check_kind("lock_state", self.lock_state, LockState)
        if (self.room_id is None) == (self.entity_id is None):
            raise ValidationError("room_id", "be given, or entity_id, and not both")
        if self.room_id is not None:
            check_room_id("room_id", self.room_id)
        if self.entity_id is not None:
            check_uuid("entity_id", self.entity_id)
        check_integer("capacity", self.capacity, smallest=1, largest=LARGEST_CAPACITY)
        check_kinds("allowed_roles", self.allowed_roles, str)
        if len(self.allowed_roles) > _MOST_ROLES:
            raise ValidationError("allowed_roles", f"have at most {_MOST_ROLES} roles")
        for role in self.allowed_roles:
            check_text("allowed_roles", role, _ROLE_LENGTH)
        if self.decays_at is not None:
            check_time("decays_at", self.decays_at)
        check_version("version", self.version)
