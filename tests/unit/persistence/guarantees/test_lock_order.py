"""Saves of many things lock them by id, in whatever order they are given: two that meet never wait in turn.

A deadlock would cost time only, as the layer undoes and repeats a call that comes into one.
"""

import asyncio
from typing import Any

import asyncpg
import pytest

from persistence.inventory.models import ItemPrototype
from persistence.layer import AsyncPersistenceLayer
from persistence.professions.models import Profession
from persistence.rooms.models import Room
from tests.unit.persistence.server_activity import wait_for_blocked_session


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("table", "save", "a", "b"),
    [
        ("rooms", "save_rooms", Room("z/a", "z", "A", ""), Room("z/b", "z", "B", "")),
        ("item_prototypes", "save_item_prototypes", ItemPrototype("a", "A"), ItemPrototype("b", "B")),
        ("professions", "save_professions", Profession("a", "A", ""), Profession("b", "B", "")),
    ],
)
async def test_the_first_by_id_is_locked_before_the_last(
    persistence: AsyncPersistenceLayer, observer: asyncpg.Connection, table: str, save: str, a: Any, b: Any
) -> None:
    known = await getattr(persistence, save)([b, a]) or [b, a]

    async with observer.transaction():
        await observer.execute(f"SELECT FROM {table} WHERE id = $1 FOR UPDATE", b.id)
        saving = asyncio.ensure_future(getattr(persistence, save)(known))
        await wait_for_blocked_session(observer)
        free = await observer.fetch(f"SELECT id FROM {table} FOR UPDATE SKIP LOCKED")  # noqa: S608 - as above
    await saving

    assert [row["id"] for row in free] == [b.id], "what the observer has itself, and nothing else"
