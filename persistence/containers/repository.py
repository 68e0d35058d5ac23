"""Reads and writes containers; the SQL stands in `statements`."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from persistence.containers import statements
from persistence.containers.models import Container, ContainerKind, LockState
from persistence.errors import NotFoundError, StaleDataError, ValidationError
from persistence.executor import Executor, Statements
from persistence.idempotency.once import once
from persistence.inventory.models import NotEmptyError
from persistence.stored import member
from persistence.validation import check_integer, check_kind, check_room_id, check_time, check_uuid


class ContainerRepository:
    """Reads and writes containers."""

    def __init__(self, executor: Executor) -> None:
        self._executor = executor

    async def create(self, container: Container, operation_id: UUID | None) -> Container:
        """The container as created."""
        check_kind("container", container, Container)
        container.check()
        if container.version != 0:
            raise ValidationError("version", "be 0, as for what was never saved")
        values = {"id": container.id, **_values(container), "version": 1}
        if operation_id is None:
            [row] = await self._executor.write(statements.CREATE, values)
            return _from_row(row)

        async def work(connection: Statements) -> list[Any]:
            await connection.write(statements.CREATE, values)
            return []

        created = replace(container, allowed_roles=tuple(container.allowed_roles), version=1)
        decays_at = container.decays_at and container.decays_at.astimezone(UTC).isoformat()
        arguments = {**values, "decays_at": decays_at}
        await once(self._executor, operation_id, "create_container", arguments, work)
        return created

    async def get(self, container_id: UUID) -> Container | None:
        """The container, or None."""
        check_uuid("container_id", container_id)
        rows = await self._executor.read(statements.BY_ID, {"container_id": container_id})
        return _from_row(rows[0]) if rows else None

    async def in_room(self, room_id: str) -> list[Container]:
        """The containers that stand in a room."""
        check_room_id("room_id", room_id)
        return [_from_row(row) for row in await self._executor.read(statements.IN_ROOM, {"room_id": room_id})]

    async def of_entity(self, entity_id: UUID) -> list[Container]:
        """The containers that a being carries."""
        check_uuid("entity_id", entity_id)
        return [_from_row(row) for row in await self._executor.read(statements.OF_ENTITY, {"entity_id": entity_id})]

    async def decayed(self, moment: datetime | None, limit: int) -> list[Container]:
        """The containers whose time has come, the longest overdue first."""
        if moment is None:
            moment = datetime.now(UTC)
        check_time("moment", moment)
        check_integer("limit", limit, smallest=1)
        rows = await self._executor.read(statements.DECAYED, {"moment": moment, "limit": limit})
        return [_from_row(row) for row in rows]

    async def update(self, container: Container) -> Container:
        """The container as updated, with its new version."""
        check_kind("container", container, Container)
        container.check()
        keys = {"container_id": container.id, "known_version": container.version}
        rows = await self._executor.write(statements.UPDATE.values(_values(container)), keys)
        if not rows:
            found = await self.get(container.id)
            if found is None:
                raise NotFoundError("container", container.id)
            raise StaleDataError("container", container.id, container.version, found.version)
        return _from_row(rows[0])

    async def delete(self, container_id: UUID) -> bool:
        """Whether there was such a container, which had to be empty."""
        check_uuid("container_id", container_id)

        async def work(connection: Statements) -> bool:
            key = {"container_id": container_id}
            await connection.read(statements.LOCK, key)
            if await connection.read(statements.CONTENT, key):
                raise NotEmptyError(container_id)
            return bool(await connection.write(statements.DELETE, key))

        return await self._executor.atomically(work)


def _values(container: Container) -> Mapping[str, object]:
    """What an update may change."""
    return {
        "kind": container.kind.value,
        "room_id": container.room_id,
        "entity_id": container.entity_id,
        "capacity": container.capacity,
        "lock_state": container.lock_state.value,
        "allowed_roles": list(container.allowed_roles),
        "decays_at": container.decays_at,
    }


def _from_row(row: Row[*tuple[Any, ...]]) -> Container:
    return Container(
        row.id,
        member(ContainerKind, row.kind),
        row.room_id,
        row.entity_id,
        row.capacity,
        member(LockState, row.lock_state),
        tuple(row.allowed_roles),
        row.decays_at,
        row.version,
    )
