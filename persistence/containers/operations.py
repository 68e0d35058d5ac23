"""The layer's methods about containers."""

from datetime import datetime
from uuid import UUID

from persistence.containers.models import Container
from persistence.containers.repository import ContainerRepository


class ContainerOperations:
    """What holds things. What is inside are items, which have their own methods."""

    _containers: ContainerRepository

    async def create_container(self, container: Container, *, operation_id: UUID | None = None) -> Container:
        """Creates the container and returns it as version 1. Raises `DuplicateError` when it exists already.

        With an `operation_id` it is created once, however often it is sent, and whatever has become of it since.
        """
        return await self._containers.create(container, operation_id)

    async def get_container(self, container_id: UUID) -> Container | None:
        """The container, or None when there is none."""
        return await self._containers.get(container_id)

    async def get_containers_by_room_id(self, room_id: str) -> list[Container]:
        """The containers that stand in a room, by id."""
        return await self._containers.in_room(room_id)

    async def get_containers_by_entity_id(self, entity_id: UUID) -> list[Container]:
        """The containers that a player or another being carries, by id."""
        return await self._containers.of_entity(entity_id)

    async def get_decayed_containers(self, moment: datetime | None = None, *, limit: int = 100) -> list[Container]:
        """The containers that fall apart at `moment` (now by default) or before, the longest overdue first."""
        return await self._containers.decayed(moment, limit)

    async def update_container(self, container: Container) -> Container:
        """Saves everything but the content, and returns the container with its new version.

        A capacity below what is inside takes nothing out: nothing more goes in. Raises `StaleDataError` when the
        container has changed since `container.version`, `NotFoundError`, and `ValidationError`.
        """
        return await self._containers.update(container)

    async def delete_container(self, container_id: UUID) -> bool:
        """Deletes the container; False when there was none.

        Raises `NotEmptyError` when something is inside: move it out first, in the same transaction.
        """
        return await self._containers.delete(container_id)
